namespace EventCollab.Cli.Display;

/// <summary>A row of numbers as one character each.</summary>
internal static class Sparkline
{
    private const string Levels = "▁▂▃▄▅▆▇█";

    /// <param name="values">Not negative.</param>
    /// <param name="top">The value of the highest character.</param>
    public static string Of(IEnumerable<double> values, double top) => new([.. values.Select(value =>
        top > 0 ? Levels[(int)Math.Clamp(Math.Round(value / top * (Levels.Length - 1)), 0, Levels.Length - 1)] : Levels[0])]);
}
