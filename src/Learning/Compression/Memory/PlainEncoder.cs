using EventCollab.Learning.Compression.Schemes;

namespace EventCollab.Learning.Compression.Memory;

/// <summary>Remembers what the scheme itself does, for most nothing.</summary>
internal sealed class PlainEncoder(Scheme scheme, CompressionLayout layout, MemoryTerms terms) : UpdateEncoder(scheme, layout, terms)
{
    private protected override IReadOnlyList<float[]> Arrays => [SchemeMemory];

    public override int Encode(ReadOnlySpan<float> update, CompressionSeed seed, Span<byte> destination)
    {
        var length = Scheme.Encode(update, Layout, seed, SchemeMemory, destination, UpdateKind.Update, Sequence + 1, Sequence);
        Round = seed.Round;
        Sequence++;
        return length;
    }
}
