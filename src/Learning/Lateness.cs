namespace EventCollab.Learning;

/// <summary>What happens to a contribution that arrives after its step was closed. Same numbers as on the wire.</summary>
public enum Lateness
{
    Drop = 0,
    CarryOver = 1,
    Buffer = 2,
}
