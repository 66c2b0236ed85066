using MassTransit;

namespace EventCollab.Messaging.Tests.Persistence;

/// <summary>A saga that counts the deadlines of a collaboration.</summary>
internal sealed class Tally : SagaStateMachineInstance, ISagaVersion
{
    public Guid CorrelationId { get; set; }

    public int Version { get; set; }

    public string State { get; set; } = string.Empty;

    public int Count { get; set; }
}
