namespace EventCollab.Orchestrator.Rules;

/// <summary>What a barrier says when it is asked; it is asked again on every event.</summary>
internal enum Verdict
{
    /// <summary>Somebody is awaited and the deadline has not come.</summary>
    Wait,

    /// <summary>Everybody answered, or the deadline came and enough did.</summary>
    Complete,

    /// <summary>The deadline came without a quorum and was moved.</summary>
    Extended,

    /// <summary>It can never be complete, or was extended often enough.</summary>
    Failed,
}
