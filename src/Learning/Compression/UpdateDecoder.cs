using EventCollab.Learning.Compression.Schemes;

namespace EventCollab.Learning.Compression;

/// <summary>
/// Takes the messages of organizations whose schemes differ; each message says which is its own. Only the expressions that were given are
/// taken: what a message asks for decides neither what is parsed nor how much is computed.
/// </summary>
public sealed class UpdateDecoder
{
    private readonly Scheme[] _schemes;

    /// <param name="layout">That updates must be of.</param>
    /// <param name="expressions">Of the plan and its exceptions.</param>
    public UpdateDecoder(CompressionLayout layout, params IEnumerable<CompressionExpression> expressions)
    {
        Layout = layout;
        _schemes = [.. expressions.Select(expression => (Scheme)expression.Compressor)];
    }

    public CompressionLayout Layout { get; }

    /// <summary>Looks at every byte; a message that passes can be added without a refusal.</summary>
    /// <exception cref="CompressionException">Not a message that is taken; the text says why.</exception>
    public UpdateHeader Check(ReadOnlySpan<byte> message)
    {
        Find(message, out var header);
        return header;
    }

    /// <summary>Overwrites all of <paramref name="values"/>.</summary>
    /// <exception cref="CompressionException">As <see cref="Check"/>; the values are as they were.</exception>
    public UpdateHeader Decode(ReadOnlySpan<byte> message, Span<float> values)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, Layout.Count);
        Find(message, out var header).Overwrite(message, Layout, header.Seed, values);
        return header;
    }

    /// <summary>accumulator += weight * update. Sums in float depend on the order: call in that of organizations, or use <see cref="UpdateSum"/>.</summary>
    /// <exception cref="CompressionException">As <see cref="Check"/>; the accumulator is as it was.</exception>
    public UpdateHeader Add(ReadOnlySpan<byte> message, float weight, Span<float> accumulator)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(accumulator.Length, Layout.Count);
        var scheme = Find(message, out var header);
        var sink = UpdateSink.Onto(accumulator, weight);
        scheme.Send(message, Layout, header.Seed, ref sink);
        return header;
    }

    /// <summary>The scheme of a message that was checked.</summary>
    internal Scheme Find(ReadOnlySpan<byte> message, out UpdateHeader header)
    {
        header = UpdateHeader.Read(message);
        if (header.Kind != UpdateKind.Update)
        {
            throw new CompressionException("the message is EF21's, not an update; it belongs to a mirror.");
        }

        foreach (var scheme in _schemes)
        {
            if (scheme.Wrote(message))
            {
                scheme.Check(message, header, Layout);
                return scheme;
            }
        }

        var taken = string.Join(", ", _schemes.Select(scheme => scheme.Expression));
        throw new CompressionException($"the update is of a scheme that is not taken here; taken are {taken}.");
    }
}
