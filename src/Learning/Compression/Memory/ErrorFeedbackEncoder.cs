using EventCollab.Learning.Compression.Arithmetic;
using EventCollab.Learning.Compression.Schemes;

namespace EventCollab.Learning.Compression.Memory;

/// <summary>
/// Error feedback: p = update + e is encoded; e becomes p - C(p) once the round counted the message, and p where it did not, so nothing that
/// an organization wanted to say is lost with a message.
/// </summary>
internal sealed class ErrorFeedbackEncoder(Scheme scheme, CompressionLayout layout, MemoryTerms terms) : UpdateEncoder(scheme, layout, terms)
{
    /// <summary>e; while a message is unsettled, what e becomes when it is acknowledged.</summary>
    private float[] _kept = new float[layout.Count];

    /// <summary>While a message is unsettled p, what e becomes when it is rejected.</summary>
    private float[] _carried = new float[layout.Count];

    private protected override IReadOnlyList<float[]> Arrays => IsUnsettled ? [SchemeMemory, _kept, _carried] : [SchemeMemory, _kept];

    public override int Encode(ReadOnlySpan<float> update, CompressionSeed seed, Span<byte> destination)
    {
        if (IsUnsettled)
        {
            throw new InvalidOperationException($"The message of round {Round} is neither acknowledged nor rejected.");
        }

        ArgumentOutOfRangeException.ThrowIfNotEqual(update.Length, Layout.Count);
        Scheme.RequireValues(update);
        var missed = Round == 0 ? 0 : Math.Max(0, seed.Round - Round - 1 - Terms.Limit);
        var decay = 1.0;
        for (var i = 0; i < missed && decay > 0; i++)
        {
            decay *= Terms.Decay;
        }

        update.CopyTo(_carried);
        FixedOrder.AddScaled(_kept, (float)decay, _carried);
        var length = EncodeContraction(_carried, seed, destination, UpdateKind.Update);
        _carried.CopyTo(_kept, 0);
        AddDecoded(destination[..length], -1, _kept);
        (Round, Decay, IsUnsettled) = (seed.Round, decay, true);
        Sequence++;
        return length;
    }

    public override bool Acknowledge(int round) => Settle(round);

    public override bool Reject(int round)
    {
        if (!Settle(round))
        {
            return false;
        }

        (_kept, _carried) = (_carried, _kept);
        return true;
    }

    public override void ScaleMemory(double factor)
    {
        FixedOrder.Scale(_kept, (float)factor);
        FixedOrder.Scale(_carried, (float)factor);
    }

    private bool Settle(int round)
    {
        var awaited = IsUnsettled && round == Round;
        IsUnsettled &= !awaited;
        return awaited;
    }
}
