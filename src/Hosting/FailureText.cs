using EventCollab.Learning;
using EventCollab.Messaging.Payloads;

namespace EventCollab.Hosting;

/// <summary>A failure as one line that other organizations may read.</summary>
public static class FailureText
{
    private const int MaxLength = 300;

    /// <summary>
    /// Our own exceptions were written to be read. Any other gets its type in front, because its text alone rarely says
    /// what failed; cut and freed of control characters, because it crosses the wire and may quote what came over it.
    /// </summary>
    public static string OneLine(Exception exception)
    {
        var text = exception is MethodException or PayloadException
            ? exception.Message
            : $"{exception.GetType().Name}: {exception.Message}";
        var line = text.AsSpan();
        if (line.IndexOfAny('\r', '\n') is >= 0 and var end)
        {
            line = line[..end];
        }

        return Excerpt.Of(line.ToString(), MaxLength);
    }
}
