using EventCollab.Orchestrator.Rules;
using MassTransit;

namespace EventCollab.Orchestrator.Saga;

/// <summary>
/// The time that deadlines are held against: it stands still while a collaboration is paused, and a hub that was down
/// reads what came in the meantime before a deadline that passed in the meantime counts.
/// </summary>
internal sealed class Deadlines(TimeProvider time)
{
    /// <summary>What was waiting in the hub's queue when it started is read well within this.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private DateTimeOffset? _start;

    public void Pause(BehaviorContext<CollaborationState> context)
    {
        context.Disarm();
        context.Saga.PausedAt = time.GetUtcNow();
    }

    /// <summary>Every deadline moves by the time of the pause; whoever arms it again uses the moved one.</summary>
    public void Resume(BehaviorContext<CollaborationState> context)
    {
        var saga = context.Saga;
        var paused = time.GetUtcNow() - saga.PausedAt ?? TimeSpan.Zero;
        saga.PausedAt = null;
        saga.Members.Deadline += paused;
        if (saga.Steps.Open is { } open)
        {
            open.Deadline += paused;
        }
    }

    /// <summary>The time to ask the rules with; while paused no deadline is reached.</summary>
    public DateTimeOffset Now(CollaborationState saga)
    {
        if (saga.PausedAt is not null)
        {
            return DateTimeOffset.MinValue;
        }

        var now = time.GetUtcNow();
        _start ??= now;
        if (saga.SubmittedAt < _start)
        {
            saga.Members.Deadline = Later(saga.Members.Deadline, saga.Members.Deadline - saga.SubmittedAt);
        }

        if (saga.Steps.Open is { Deadline: { } deadline, Plan.Deadline: { } length } open && open.OpenedAt < _start)
        {
            open.Deadline = Later(deadline, length);
        }

        return now;
    }

    private DateTimeOffset Later(DateTimeOffset deadline, TimeSpan length)
    {
        var earliest = _start!.Value + (length < Grace ? length : Grace);
        return deadline < earliest ? earliest : deadline;
    }
}
