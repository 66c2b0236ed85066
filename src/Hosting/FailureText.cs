using EventCollab.Learning;
using EventCollab.Messaging.Payloads;

namespace EventCollab.Hosting;

/// <summary>A failure as one line: whole for the log of the service that failed, without anything foreign for the others.</summary>
public static class FailureText
{
    private const int MaxLength = 300;

    /// <summary>For the service's own log. Our own exceptions were written to be read; any other gets its type in front.</summary>
    public static string OneLine(Exception exception) =>
        Line(IsOurs(exception) ? exception.Message : $"{exception.GetType().Name}: {exception.Message}");

    /// <summary>
    /// For other organizations. Only what was written for them is quoted: the text of any other exception may hold a label,
    /// a row or a path of this machine. Whoever sends this has the whole failure in its own log.
    /// </summary>
    /// <param name="exception">The failure.</param>
    /// <param name="whose">Whose log tells more, for example <c>agent</c>.</param>
    public static string ForOthers(Exception exception, string whose) =>
        Line(IsOurs(exception) ? exception.Message : $"{exception.GetType().Name}, see the {whose}'s log");

    private static bool IsOurs(Exception exception) => exception is MethodException or PayloadException;

    // Cut and freed of control characters, because it may quote what came over the wire.
    private static string Line(string text)
    {
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        return Excerpt.Of(end >= 0 ? text[..end] : text, MaxLength);
    }
}
