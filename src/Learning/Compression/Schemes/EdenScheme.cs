using System.Buffers;
using System.Runtime.InteropServices;
using EventCollab.Learning.Compression.Arithmetic;

namespace EventCollab.Learning.Compression.Schemes;

/// <summary>
/// <c>drive</c> (Vargaftik et al., NeurIPS 2021) and <c>eden</c> (ICML 2022): after a random rotation the elements of any vector are nearly
/// normal, so each goes to the nearest centroid of the normal distribution; the scale |v|^2 / (q . Rv) makes what comes back unbiased.
/// Bits may be a fraction: some elements of a block get one more, and below 1 the code is of random elements.
/// </summary>
/// <param name="expression">Canonical.</param>
/// <param name="bits">For each element, above 0 and at most 4.</param>
/// <param name="leastError">The scale (q . Rv) / (q . q) instead: less error, but biased.</param>
internal sealed class EdenScheme(string expression, double bits, bool leastError) : Scheme(expression)
{
    public const string Drive = "drive";
    public const string Eden = "eden";

    private const uint FirstPurpose = 3;
    private const uint SecondPurpose = 4;
    private const uint DrawPurpose = 6;

    public override CompressionKind Kind => leastError ? CompressionKind.Biased : CompressionKind.Unbiased;

    protected override bool IsSparse => bits < 1;

    private double BitsOfKept => Math.Max(bits, 1);

    protected override double OmegaOf(in TensorPlace place)
    {
        var whole = (int)BitsOfKept;
        var error = EdenCode.ErrorOf(whole);
        if (BitsOfKept > whole)
        {
            error += (BitsOfKept - whole) * (EdenCode.ErrorOf(whole + 1) - error);
        }

        return ((IsSparse ? WindowedSubset.LargestFactor(place.Count, bits) : 1) / (1 - error)) - 1;
    }

    protected override long SectionLength(in TensorPlace place)
    {
        var length = 0L;
        var left = Kept(place.Count);
        if (left >= Hadamard.LargestBlock)
        {
            var whole = left / Hadamard.LargestBlock;
            length = whole * (long)EdenBlock.Next(Hadamard.LargestBlock, BitsOfKept).ByteLength;
            left -= whole * Hadamard.LargestBlock;
        }

        while (left > 0)
        {
            var block = EdenBlock.Next(left, BitsOfKept);
            length += block.ByteLength;
            left -= block.Used;
        }

        return length;
    }

    protected override void EncodeTensor(ReadOnlySpan<float> values, in TensorPlace place, long seed, Span<float> memory, Span<byte> section)
    {
        var scratch = RentBlock(Hadamard.LargestBlock);
        var rented = ArrayPool<int>.Shared.Rent(Hadamard.LargestBlock);
        var places = rented.AsSpan(0, Hadamard.LargestBlock);
        var drawn = new WindowedSubset(seed, place.Index, DrawPurpose, place.Count, Math.Min(bits, 1));
        var kept = Kept(place.Count);
        for (var (start, index) = (0, 0); start < kept; index++)
        {
            var block = EdenBlock.Next(kept - start, BitsOfKept);
            var elements = scratch.AsSpan(0, block.Size);
            if (!IsSparse)
            {
                values.Slice(start, block.Used).CopyTo(elements);
            }

            for (var i = 0; IsSparse && i < block.Used;)
            {
                foreach (var at in places[..drawn.Take(start + i, places[..(block.Used - i)])])
                {
                    elements[i++] = values[at] * drawn.Factor;
                }
            }

            elements[block.Used..].Clear();
            Write(elements, block, index, seed, place.Index, section[..block.ByteLength]);
            section = section[block.ByteLength..];
            start += block.Used;
        }

        ArrayPool<int>.Shared.Return(rented);
        Return(scratch);
    }

    protected override bool IsValid(ReadOnlySpan<byte> section, in TensorPlace place)
    {
        for (var left = Kept(place.Count); left > 0;)
        {
            var block = EdenBlock.Next(left, BitsOfKept);
            var valid = block.IsRaw
                ? FixedOrder.FirstBeyond(MemoryMarshal.Cast<byte, float>(section[..block.ByteLength]), LargestScale * 256) < 0
                : IsScale(ReadScale(section));
            if (!valid)
            {
                return false;
            }

            section = section[block.ByteLength..];
            left -= block.Used;
        }

        return true;
    }

    protected override void DecodeTensor(ReadOnlySpan<byte> section, in TensorPlace place, long seed, ref UpdateSink sink)
    {
        var scratch = RentBlock(Hadamard.LargestBlock);
        var rented = ArrayPool<int>.Shared.Rent(Hadamard.LargestBlock);
        var places = rented.AsSpan(0, Hadamard.LargestBlock);
        var drawn = new WindowedSubset(seed, place.Index, DrawPurpose, place.Count, Math.Min(bits, 1));
        var kept = Kept(place.Count);
        for (var (start, index) = (0, 0); start < kept; index++)
        {
            var block = EdenBlock.Next(kept - start, BitsOfKept);
            var elements = scratch.AsSpan(0, block.Size);
            Read(section[..block.ByteLength], block, index, seed, place.Index, elements);
            if (!IsSparse)
            {
                sink.Add(place.Offset + start, elements[..block.Used]);
            }

            for (var i = 0; IsSparse && i < block.Used;)
            {
                foreach (var at in places[..drawn.Take(start + i, places[..(block.Used - i)])])
                {
                    sink.Add(place.Offset + at, elements[i++]);
                }
            }

            section = section[block.ByteLength..];
            start += block.Used;
        }

        ArrayPool<int>.Shared.Return(rented);
        Return(scratch);
    }

    private int Kept(int count) => IsSparse ? WindowedSubset.Kept(count, bits) : count;

    private void Write(Span<float> elements, EdenBlock block, int index, long seed, int tensor, Span<byte> section)
    {
        if (block.IsRaw)
        {
            MemoryMarshal.AsBytes(elements).CopyTo(section);
            return;
        }

        var square = FixedOrder.SumOfSquares(elements);
        var size = (double)block.Size;
        Hadamard.Rotate(elements, index, new Philox(seed, tensor, FirstPurpose), new Philox(seed, tensor, SecondPurpose));

        // The two transforms multiply by the block's size, which the scale takes back.
        var deviation = Math.Sqrt(square * size);
        var planes = section[sizeof(float)..];
        var fine = EdenCode.Write(elements[..block.Fine], block.Bits + 1, deviation, planes);
        var rest = EdenCode.Write(elements[block.Fine..], block.Bits, deviation, planes[EdenCode.ByteLength(block.Fine, block.Bits + 1)..]);
        var (dot, squares) = (fine.Dot + rest.Dot, fine.Square + rest.Square);
        var scale = dot <= 0 ? 0 : ToScale(leastError ? dot / size / squares : square * size / dot);
        WriteScale(scale, section);
        if (scale == 0)
        {
            planes.Clear();
        }
    }

    private static void Read(ReadOnlySpan<byte> section, EdenBlock block, int index, long seed, int tensor, Span<float> elements)
    {
        if (block.IsRaw)
        {
            MemoryMarshal.Cast<byte, float>(section).CopyTo(elements);
            return;
        }

        // Dividing by a power of two is exact.
        var scale = ReadScale(section) / block.Size;
        var planes = section[sizeof(float)..];
        EdenCode.Read(planes, block.Bits + 1, scale, elements[..block.Fine]);
        EdenCode.Read(planes[EdenCode.ByteLength(block.Fine, block.Bits + 1)..], block.Bits, scale, elements[block.Fine..]);
        Hadamard.RotateBack(elements, index, new Philox(seed, tensor, FirstPurpose), new Philox(seed, tensor, SecondPurpose));
    }
}
