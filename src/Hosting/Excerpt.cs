namespace EventCollab.Hosting;

/// <summary>A name that came from outside, fit for one line of a log or a refusal.</summary>
internal static class Excerpt
{
    private const int MaxLength = 80;

    /// <summary>Control characters are replaced and the text is cut: a hostile name must neither forge log lines nor flood them.</summary>
    public static string Of(string text) => Of(text, MaxLength);

    public static string Of(string text, int length)
    {
        var head = text.Length > length ? text[..length] + "..." : text;
        return string.Create(head.Length, head, static (target, source) =>
        {
            for (var i = 0; i < target.Length; i++)
            {
                target[i] = char.IsControl(source[i]) ? '?' : source[i];
            }
        });
    }
}
