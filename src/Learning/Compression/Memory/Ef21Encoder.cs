using System.Buffers;
using EventCollab.Learning.Compression.Arithmetic;
using EventCollab.Learning.Compression.Schemes;

namespace EventCollab.Learning.Compression.Memory;

/// <summary>
/// EF21: c = C(update - g) is sent and g += c, here and at the receiver, by the same operations on the same bytes; so both copies are equal
/// bit for bit as long as no message is lost, which sequence numbers show. With momentum the update is first averaged over rounds
/// (EF21-SGDM, Fatkhullin, Tyurin, Richtarik, NeurIPS 2023), for EF21 adds up the noise of small batches.
/// </summary>
internal sealed class Ef21Encoder(Scheme scheme, CompressionLayout layout, MemoryTerms terms) : UpdateEncoder(scheme, layout, terms)
{
    private static readonly PlainScheme Plain = new();

    private readonly float[] _copy = new float[layout.Count];
    private readonly float[] _mean = new float[terms.Momentum > 0 ? layout.Count : 0];

    private protected override IReadOnlyList<float[]> Arrays => [SchemeMemory, _copy, _mean];

    public override int Encode(ReadOnlySpan<float> update, CompressionSeed seed, Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(update.Length, Layout.Count);
        Scheme.RequireValues(update);
        var rented = ArrayPool<float>.Shared.Rent(update.Length);
        var target = rented.AsSpan(0, update.Length);
        try
        {
            Average(update, target);
            FixedOrder.AddScaled(_copy, -1, target);
            var length = EncodeContraction(target, seed, destination, UpdateKind.Difference);
            AddDecoded(destination[..length], 1, _copy);
            if (_mean.Length > 0)
            {
                // Once more, for the difference took its place; only after encoding, which may refuse.
                Average(update, target);
                target.CopyTo(_mean);
            }

            Round = seed.Round;
            Sequence++;
            return length;
        }
        finally
        {
            ArrayPool<float>.Shared.Return(rented);
        }
    }

    public override int EncodeCopy(CompressionSeed seed, Span<byte> destination) =>
        Plain.Encode(_copy, Layout, seed, [], destination, UpdateKind.Copy, Sequence, Sequence);

    private void Average(ReadOnlySpan<float> update, Span<float> target)
    {
        update.CopyTo(target);
        if (_mean.Length > 0 && Sequence > 0)
        {
            FixedOrder.Scale(target, (float)(1 - Terms.Momentum));
            FixedOrder.AddScaled(_mean, (float)Terms.Momentum, target);
        }
    }
}
