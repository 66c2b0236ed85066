using System.Text.Json.Serialization;
using EventCollab.Contracts;
using EventCollab.Contracts.Messages;
using EventCollab.Orchestrator.Rules;
using MassTransit;

namespace EventCollab.Orchestrator.Saga;

/// <summary>One collaboration: ids, hashes, counts and times. Never a tensor.</summary>
internal sealed class CollaborationState : SagaStateMachineInstance, ISagaVersion
{
    /// <summary>Shape of the row, so that an upgrade can read older ones.</summary>
    public int Schema { get; set; } = 1;

    public Guid CorrelationId { get; set; }

    public int Version { get; set; }

    public string CurrentState { get; set; } = string.Empty;

    /// <summary>Where a paused collaboration goes on.</summary>
    public string ResumeTo { get; set; } = string.Empty;

    public Terms Terms { get; set; } = null!;

    public Membership Members { get; set; } = null!;

    public Steps Steps { get; set; } = new();

    /// <summary>The current step: planned, open, combined or scored.</summary>
    public int Round { get; set; } = 1;

    public int Step { get; set; }

    /// <summary>The coordinator's state, by its address: after the step before, once known.</summary>
    public PayloadDescriptor? Coordinator { get; set; }

    /// <summary>A plan that came while the collaboration was paused; opened when it is resumed.</summary>
    public RoundPlanned? HeldPlan { get; set; }

    /// <summary>The open or last plan wants this step's scores before the next is planned.</summary>
    public bool ScoresGate { get; set; }

    public ContentHash? FinalHash { get; set; }

    /// <summary>Why it failed, was cancelled or has been extended, in one line.</summary>
    public string Reason { get; set; } = string.Empty;

    public DateTimeOffset SubmittedAt { get; set; }

    /// <summary>Since when what is awaited now has been awaited.</summary>
    public DateTimeOffset Since { get; set; }

    /// <summary>While it is paused: the clocks of its deadlines stand still.</summary>
    public DateTimeOffset? PausedAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>The armed deadline. Every arming has an id of its own: one that was handled must not hide the next.</summary>
    public Guid? Timer { get; set; }

    /// <summary>What the barrier said to the event that is being handled.</summary>
    [JsonIgnore]
    public Verdict Verdict { get; set; }

    [JsonIgnore]
    public CollaborationId Id => new(CorrelationId);

    [JsonIgnore]
    public StepKey Key => new(Id, Round, Step);

    public bool IsAt(int round, int step) => Round == round && Step == step;
}
