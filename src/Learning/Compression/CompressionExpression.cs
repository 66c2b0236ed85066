using EventCollab.Learning.Compression.Memory;
using EventCollab.Learning.Compression.Schemes;

namespace EventCollab.Learning.Compression;

/// <summary>
/// A scheme and what is remembered between its messages, as an option gives it: <c>topk:0.01+ef</c>, <c>qsgd:16</c>, <c>eden:2</c>,
/// <c>powersgd:4,iterations=2+ef</c>, <c>none</c>. Docs: docs/methods/compression.md.
/// </summary>
public sealed class CompressionExpression
{
    private const int LongestExpression = 200;

    private readonly Scheme _scheme;
    private readonly MemoryTerms _terms;

    private CompressionExpression(Scheme scheme, MemoryTerms terms)
    {
        _scheme = scheme;
        _terms = terms;
    }

    public ICompressor Compressor => _scheme;

    public MemoryKind Memory => _terms.Kind;

    /// <exception cref="CompressionException">Something is misspelt, missing or out of range; the message names the nearest that there is.</exception>
    public static CompressionExpression Parse(string expression)
    {
        if (expression.Length > LongestExpression)
        {
            throw new CompressionException($"compression '{expression[..20]}...': {expression.Length} characters are no expression.");
        }

        var parts = expression.Split('+');
        var scheme = SchemeParser.Parse(new ExpressionPart(expression, parts[0]));
        return parts.Length switch
        {
            1 => new CompressionExpression(scheme, MemoryTerms.None),
            2 => new CompressionExpression(scheme, MemoryTerms.Parse(new ExpressionPart(expression, parts[1]), scheme)),
            _ => throw new CompressionException($"compression '{expression}': one scheme and one memory, as in topk:0.01+ef."),
        };
    }

    /// <summary>A new organization's, which remembers nothing yet.</summary>
    public UpdateEncoder CreateEncoder(CompressionLayout layout) => _terms.Kind switch
    {
        MemoryKind.ErrorFeedback => new ErrorFeedbackEncoder(_scheme, layout, _terms),
        MemoryKind.Ef21 => new Ef21Encoder(_scheme, layout, _terms),
        _ => new PlainEncoder(_scheme, layout, _terms),
    };

    /// <summary>One that goes on where <see cref="UpdateEncoder.Save"/> was called.</summary>
    /// <exception cref="CompressionException">The bytes are no such memory, of another expression or layout, cut off or damaged.</exception>
    public UpdateEncoder LoadEncoder(CompressionLayout layout, Stream memory)
    {
        var encoder = CreateEncoder(layout);
        encoder.Load(memory);
        return encoder;
    }

    /// <summary>The receiver's copy of one organization's EF21 update.</summary>
    /// <exception cref="InvalidOperationException">The expression has no EF21.</exception>
    public Ef21Mirror CreateMirror(CompressionLayout layout) => _terms.Kind == MemoryKind.Ef21
        ? new Ef21Mirror(_scheme, layout)
        : throw new InvalidOperationException($"'{this}' has no copy at the receiver; +ef21 has.");

    /// <summary>The shortest form that means the same.</summary>
    public override string ToString() => _scheme.Expression + _terms;
}
