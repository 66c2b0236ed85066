namespace EventCollab.Contracts;

/// <summary>What happens to a contribution that arrives after its step was closed.</summary>
public enum Lateness
{
    /// <summary>It is refused and recorded.</summary>
    Drop = 0,

    /// <summary>It counts in the step that is open, with a weight for its staleness.</summary>
    CarryOver = 1,

    /// <summary>It is kept until enough have arrived; there is no barrier.</summary>
    Buffer = 2,
}
