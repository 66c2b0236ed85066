namespace EventCollab.GalTable;

/// <summary>One thing that a check asks for, with what was measured.</summary>
internal sealed record Condition(string Text, bool Holds)
{
    public static Condition Between(string what, double value, double low, double high) =>
        new($"{what} {value:F2} in {low}..{high}", value >= low && value <= high);

    public static Condition AtMost(string what, double value, double limit) => new($"{what} {value:F3} <= {limit}", value <= limit);

    public static Condition AtLeast(string what, double value, double limit) => new($"{what} {value:F2} >= {limit}", value >= limit);
}
