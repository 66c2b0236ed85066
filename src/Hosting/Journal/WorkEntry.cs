using EventCollab.Contracts;

namespace EventCollab.Hosting.Journal;

/// <summary>What the journal knows of a piece of work: the message that asked for it, the answer once it is there, and whether it was announced.</summary>
public sealed record WorkEntry(WorkKey Key, ICollaborationMessage? Task, ICollaborationMessage? Result, bool Announced)
{
    public bool IsFinished => Result is not null;
}
