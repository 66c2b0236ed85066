namespace EventCollab.Contracts;

/// <summary>What follows a combined step.</summary>
public enum RoundOutcome
{
    /// <summary>Another step or round follows.</summary>
    Continue = 0,

    /// <summary>The last round is done.</summary>
    Completed = 1,

    /// <summary>The method made no more progress and ends early.</summary>
    Converged = 2,
}
