using System.Buffers;
using EventCollab.Learning.Compression.Arithmetic;
using EventCollab.Learning.Compression.Memory;
using EventCollab.Learning.Compression.Schemes;

namespace EventCollab.Learning.Compression;

/// <summary>
/// Makes one organization's messages and remembers between them. The memory is of one stream of updates (worker, tensors, purpose); it has
/// to survive a restart (<see cref="Save"/> after <see cref="Encode"/>, before the message leaves). Not for several threads at once.
/// </summary>
public abstract class UpdateEncoder
{
    private readonly MemoryTerms _terms;

    private protected UpdateEncoder(Scheme scheme, CompressionLayout layout, MemoryTerms terms)
    {
        Scheme = scheme;
        _terms = terms;
        Layout = layout;
        MessageLength = scheme.MessageLength(layout);
        SchemeMemory = new float[scheme.MemoryLength(layout)];
    }

    public CompressionLayout Layout { get; }

    /// <summary>Bytes of each message.</summary>
    public int MessageLength { get; }

    /// <summary>The round of the last message; 0 before the first.</summary>
    public int Round { get; private protected set; }

    /// <summary>What the memory was multiplied by before the last message because rounds had been missed: 1 is nothing to report.</summary>
    public double Decay { get; private protected set; } = 1;

    private protected Scheme Scheme { get; }

    private protected float[] SchemeMemory { get; }

    private protected uint Sequence { get; set; }

    private protected bool IsUnsettled { get; set; }

    private protected MemoryTerms Terms => _terms;

    /// <summary>What is saved, in this order; the lengths follow from the layout.</summary>
    private protected abstract IReadOnlyList<float[]> Arrays { get; }

    /// <param name="update">The layout's count of elements; with error feedback scaled by the step size, which belongs inside the memory.</param>
    /// <param name="seed">Of the round.</param>
    /// <param name="destination">At least <see cref="MessageLength"/> bytes.</param>
    /// <returns>The message's length.</returns>
    /// <exception cref="CompressionException">A value is not finite or above 2^80; the memory is as it was.</exception>
    /// <exception cref="InvalidOperationException">Error feedback: the last message is neither acknowledged nor rejected.</exception>
    public abstract int Encode(ReadOnlySpan<float> update, CompressionSeed seed, Span<byte> destination);

    /// <summary>The round counted the message. May be called again.</summary>
    /// <returns>Whether it was the message that was awaited.</returns>
    public virtual bool Acknowledge(int round) => false;

    /// <summary>The round went on without the message: what it carried goes back into the memory.</summary>
    /// <returns>Whether it was the message that was awaited.</returns>
    public virtual bool Reject(int round) => false;

    /// <summary>Error feedback: multiplies the memory, by old over new step size where a schedule changes it and updates are gradients.</summary>
    public virtual void ScaleMemory(double factor)
    {
    }

    /// <summary>EF21: the whole copy in float32, after the receiver reported a gap.</summary>
    /// <returns>The message's length, <see cref="CopyLength"/>.</returns>
    /// <exception cref="InvalidOperationException">There is no copy.</exception>
    public virtual int EncodeCopy(CompressionSeed seed, Span<byte> destination) => throw new InvalidOperationException("Only EF21 keeps a copy.");

    /// <summary>Bytes of <see cref="EncodeCopy"/>'s message.</summary>
    public int CopyLength => new PlainScheme().MessageLength(Layout);

    /// <summary>Writes the memory: 4 bytes an element for error feedback (8 while a message is unsettled), 4 for EF21 (8 with momentum).</summary>
    public void Save(Stream stream) =>
        MemoryFile.Write(stream, Scheme.Expression + _terms, Layout.Fingerprint, new MemoryState(Round, Sequence, IsUnsettled), Arrays);

    internal void Load(Stream stream)
    {
        var state = MemoryFile.Read(stream, Scheme.Expression + _terms, Layout.Fingerprint, settled =>
        {
            IsUnsettled = settled.IsUnsettled;
            return Arrays;
        });
        Round = state.Round;
        Sequence = state.Sequence;
    }

    /// <summary>
    /// Encodes the vector, an unbiased code's divided by 1 + omega: that makes it a contraction, which a memory needs to stay bounded.
    /// </summary>
    private protected int EncodeContraction(ReadOnlySpan<float> values, CompressionSeed seed, Span<byte> destination, UpdateKind kind)
    {
        var factor = (float)(1 / (1 + (Scheme.Omega(Layout) ?? 0)));
        if (factor == 1)
        {
            return Scheme.Encode(values, Layout, seed, SchemeMemory, destination, kind, Sequence + 1, Sequence);
        }

        var scaled = ArrayPool<float>.Shared.Rent(values.Length);
        try
        {
            values.CopyTo(scaled);
            FixedOrder.Scale(scaled.AsSpan(0, values.Length), factor);
            return Scheme.Encode(scaled.AsSpan(0, values.Length), Layout, seed, SchemeMemory, destination, kind, Sequence + 1, Sequence);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(scaled);
        }
    }

    /// <summary>target += weight * what the receiver decodes from the message just made.</summary>
    private protected void AddDecoded(ReadOnlySpan<byte> message, float weight, Span<float> target)
    {
        var sink = UpdateSink.Onto(target, weight);
        Scheme.Send(message, Layout, UpdateHeader.SeedOf(message), ref sink);
    }
}
