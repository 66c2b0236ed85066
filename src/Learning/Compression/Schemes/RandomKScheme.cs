using System.Runtime.InteropServices;
using EventCollab.Learning.Compression.Arithmetic;

namespace EventCollab.Learning.Compression.Schemes;

/// <summary>
/// <c>randomk</c>: k random elements of each tensor times d/k; their places follow from the seed. 32 k bits; unbiased, omega = d/k - 1.
/// With <c>mask=shared</c> all organizations of a round keep the same places, so payloads add up as they are.
/// </summary>
internal sealed class RandomKScheme(string expression, Share share, bool shared) : Scheme(expression)
{
    public const string Name = "randomk";

    private const uint Purpose = 1;

    public override CompressionKind Kind => CompressionKind.Unbiased;

    protected override bool IsSparse => true;

    protected override bool SharesSeed => shared;

    /// <summary>Places of a tensor that are kept, in the order in which they are sent.</summary>
    public static RandomSubset Places(long seed, in TensorPlace place) => new(new Philox(seed, place.Index, Purpose), place.Count);

    protected override double OmegaOf(in TensorPlace place) => (place.Count / (double)share.Of(place.Count)) - 1;

    protected override long SectionLength(in TensorPlace place) => share.Of(place.Count) * (long)sizeof(float);

    protected override void EncodeTensor(ReadOnlySpan<float> values, in TensorPlace place, long seed, Span<float> memory, Span<byte> section)
    {
        var kept = MemoryMarshal.Cast<byte, float>(section);
        var places = Places(seed, place);
        var factor = (float)(place.Count / (double)kept.Length);
        for (var i = 0; i < kept.Length; i++)
        {
            kept[i] = values[places[i]] * factor;
        }
    }

    /// <summary>Up to 2^108: at most 2^28 times the largest value is sent.</summary>
    protected override bool IsValid(ReadOnlySpan<byte> section, in TensorPlace place) =>
        FixedOrder.FirstBeyond(MemoryMarshal.Cast<byte, float>(section), LargestScale * 256) < 0;

    protected override void DecodeTensor(ReadOnlySpan<byte> section, in TensorPlace place, long seed, ref UpdateSink sink)
    {
        var kept = MemoryMarshal.Cast<byte, float>(section);
        var places = Places(seed, place);
        for (var i = 0; i < kept.Length; i++)
        {
            sink.Add(place.Offset + places[i], kept[i]);
        }
    }
}
