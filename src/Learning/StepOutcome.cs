namespace EventCollab.Learning;

/// <summary>What follows a combined step. Same numbers as on the wire.</summary>
public enum StepOutcome
{
    Continue = 0,
    Completed = 1,
    Converged = 2,
}
