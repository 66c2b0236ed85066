using MassTransit;
using MassTransit.Metadata;
using MassTransit.Serialization;

namespace EventCollab.Messaging.Serialization;

/// <summary>
/// What travels beside a message. Where it came from is left out on purpose: source address and host would tell other
/// organizations the names of our machines, and prove nothing.
/// </summary>
internal sealed class WireEnvelope : MessageContext
{
    /// <summary>Name in the contracts' table, or MassTransit's names of a framework message.</summary>
    public required string[] MessageTypes { get; set; }

    /// <summary>True for MassTransit's own messages, such as faults: their body is JSON.</summary>
    public bool IsJson { get; set; }

    public Guid? MessageId { get; set; }

    public Guid? RequestId { get; set; }

    public Guid? CorrelationId { get; set; }

    public Guid? ConversationId { get; set; }

    public Guid? InitiatorId { get; set; }

    public DateTime? ExpirationTime { get; set; }

    public Uri? SourceAddress => null;

    public Uri? DestinationAddress { get; set; }

    public Uri? ResponseAddress { get; set; }

    public Uri? FaultAddress { get; set; }

    public DateTime? SentTime { get; set; }

    public Headers Headers { get; set; } = EmptyHeaders.Instance;

    public HostInfo Host => HostMetadataCache.Empty;
}
