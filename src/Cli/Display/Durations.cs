namespace EventCollab.Cli.Display;

/// <summary>Times as a person says them.</summary>
internal static class Durations
{
    /// <returns>For example <c>8 s</c>, <c>2 min 10 s</c> or <c>1 h 5 min</c>.</returns>
    public static string Text(TimeSpan span)
    {
        var seconds = (long)Math.Ceiling(Math.Max(0, span.TotalSeconds));
        return seconds < 60 ? $"{seconds} s"
            : seconds < 3600 ? $"{seconds / 60} min {seconds % 60} s"
            : $"{seconds / 3600} h {seconds % 3600 / 60} min";
    }
}
