using EventCollab.Contracts;

namespace EventCollab.Hosting.Journal;

/// <summary>Identity of a piece of work at one service: what a redelivered message is recognised by.</summary>
public readonly record struct WorkKey(CollaborationId Collaboration, WorkKind Kind, int Round = 0, int Step = 0)
{
    /// <summary>Steps in the order in which they happen.</summary>
    public (int Round, int Step) Position => (Round, Step);
}
