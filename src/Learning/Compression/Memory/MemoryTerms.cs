using System.Globalization;
using EventCollab.Learning.Compression.Schemes;

namespace EventCollab.Learning.Compression.Memory;

/// <summary>The second part of an expression.</summary>
/// <param name="Kind">What is remembered.</param>
/// <param name="Decay">Error feedback: what the memory is multiplied by for each round missed beyond the limit.</param>
/// <param name="Limit">Error feedback: rounds that may be missed without that.</param>
/// <param name="Momentum">EF21: share of the running mean of updates that is kept; 0 has none.</param>
internal sealed record MemoryTerms(MemoryKind Kind, double Decay, int Limit, double Momentum)
{
    private const string ErrorFeedback = "ef";
    private const string Ef21 = "ef21";
    private const double DefaultDecay = 0.5;
    private const int DefaultLimit = 5;

    public static MemoryTerms None { get; } = new(MemoryKind.None, 1, 0, 0);

    public static MemoryTerms Parse(ExpressionPart part, Scheme scheme)
    {
        MemoryTerms terms = part.Name switch
        {
            ErrorFeedback => new(MemoryKind.ErrorFeedback, part.Number("decay", DefaultDecay, 0, 1), part.Whole("limit", DefaultLimit, 0, 1_000_000), 0),
            Ef21 => new(MemoryKind.Ef21, 1, 0, part.Number("momentum", 0, 0, 0.9999)),
            _ => throw part.UnknownName("memory", [ErrorFeedback, Ef21]),
        };
        part.End();
        if (scheme.Kind == CompressionKind.Exact || scheme.Expression == SignScheme.Sign)
        {
            var reason = scheme.Kind == CompressionKind.Exact ? "it leaves nothing out" : "it has no scale, use scaledsign";
            throw part.Refuse($"{scheme.Expression} goes without {part.Name}: {reason}");
        }

        return terms;
    }

    public override string ToString() => Kind switch
    {
        MemoryKind.ErrorFeedback => $"+{ErrorFeedback}{Option("decay", Decay, DefaultDecay)}{Option("limit", Limit, DefaultLimit)}",
        MemoryKind.Ef21 => $"+{Ef21}{Option("momentum", Momentum, 0)}",
        _ => string.Empty,
    };

    private static string Option(string key, double value, double otherwise) =>
        value == otherwise ? string.Empty : $",{key}={value.ToString("0.#################", CultureInfo.InvariantCulture)}";
}
