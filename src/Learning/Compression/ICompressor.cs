namespace EventCollab.Learning.Compression;

/// <summary>
/// A lossy or lossless code for float32 vectors, without state: what it remembers between messages (PowerSGD's warm start) is an argument.
/// A message's length is a function of scheme and layout alone. Messages depend on values, layout and seed only: the same bytes on every
/// processor. An instance may be used from several threads.
/// </summary>
public interface ICompressor
{
    /// <summary>In its shortest form; <see cref="CompressionExpression.Parse"/> gives an equal compressor from it.</summary>
    string Expression { get; }

    CompressionKind Kind { get; }

    /// <summary>The bound omega of E |C(v) - v|^2 at most omega |v|^2 over all v, of the layout's worst tensor; null where the scheme is biased.</summary>
    double? Omega(CompressionLayout layout);

    /// <summary>Bytes after the header.</summary>
    long PayloadLength(CompressionLayout layout);

    /// <summary>Bytes of a message, header included.</summary>
    int MessageLength(CompressionLayout layout);

    /// <summary>Floats that the sender keeps between messages; 0 for most.</summary>
    int MemoryLength(CompressionLayout layout);

    /// <param name="values">The layout's count of elements; none beyond 2^80 in size.</param>
    /// <param name="layout">Of the values.</param>
    /// <param name="seed">Of this message.</param>
    /// <param name="memory">Of <see cref="MemoryLength"/>, zeros before the first message; changed.</param>
    /// <param name="destination">At least <see cref="MessageLength"/> bytes.</param>
    /// <returns>The message's length.</returns>
    /// <exception cref="CompressionException">A value is not finite or too large; the memory is as it was.</exception>
    int Encode(ReadOnlySpan<float> values, CompressionLayout layout, CompressionSeed seed, Span<float> memory, Span<byte> destination);

    /// <summary>Overwrites all of <paramref name="values"/>.</summary>
    /// <exception cref="CompressionException">The bytes are not a message of this scheme and layout; the values are as they were.</exception>
    UpdateHeader Decode(ReadOnlySpan<byte> message, CompressionLayout layout, Span<float> values);

    /// <summary>accumulator += weight * decoded, without a vector in between.</summary>
    /// <exception cref="CompressionException">The bytes are not a message of this scheme and layout; the accumulator is as it was.</exception>
    UpdateHeader Add(ReadOnlySpan<byte> message, CompressionLayout layout, float weight, Span<float> accumulator);
}
