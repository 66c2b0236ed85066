using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using EventCollab.Learning.Compression.Arithmetic;

namespace EventCollab.Learning.Compression.Schemes;

/// <summary>
/// <c>topk</c>: the k elements of largest size of each tensor, in float32, of equal ones the first; their places ascending, in ceil(log2 d)
/// bits each or, where that is shorter, as d bits. k(32 + ceil(log2 d)) or 32 k + d bits; keeps at least k/d of the squared norm.
/// </summary>
internal sealed class TopKScheme(string expression, Share share) : Scheme(expression)
{
    public const string Name = "topk";

    public override CompressionKind Kind => CompressionKind.Biased;

    protected override bool IsSparse => true;

    protected override long SectionLength(in TensorPlace place)
    {
        var k = share.Of(place.Count);
        return (k * (long)sizeof(float)) + PlacesLength(k, place.Count);
    }

    protected override void EncodeTensor(ReadOnlySpan<float> values, in TensorPlace place, long seed, Span<float> memory, Span<byte> section)
    {
        var k = share.Of(place.Count);
        var rented = ArrayPool<int>.Shared.Rent(k);
        var places = rented.AsSpan(0, k);
        TopSelection.Find(values, places);
        var kept = MemoryMarshal.Cast<byte, float>(section[..(k * sizeof(float))]);
        for (var i = 0; i < k; i++)
        {
            kept[i] = values[places[i]];
        }

        WritePlaces(places, place.Count, section[(k * sizeof(float))..]);
        ArrayPool<int>.Shared.Return(rented);
    }

    protected override bool IsValid(ReadOnlySpan<byte> section, in TensorPlace place)
    {
        var k = share.Of(place.Count);
        var places = section[(k * sizeof(float))..];
        return FixedOrder.FirstBeyond(MemoryMarshal.Cast<byte, float>(section[..(k * sizeof(float))]), LargestValue) < 0
            && (IsBitmap(k, place.Count) ? IsValidBitmap(places, k, place.Count) : IsValidList(places, k, place.Count));
    }

    protected override void DecodeTensor(ReadOnlySpan<byte> section, in TensorPlace place, long seed, ref UpdateSink sink)
    {
        var k = share.Of(place.Count);
        var kept = MemoryMarshal.Cast<byte, float>(section[..(k * sizeof(float))]);
        var places = section[(k * sizeof(float))..];
        if (IsBitmap(k, place.Count))
        {
            SendBitmap(places, kept, place.Offset, ref sink);
            return;
        }

        var reader = new BitReader(places, Width(place.Count));
        foreach (var value in kept)
        {
            sink.Add(place.Offset + (int)reader.Read(), value);
        }
    }

    private static int Width(int count) => count <= 2 ? 1 : BitOperations.Log2((uint)count - 1) + 1;

    private static bool IsBitmap(int k, int count) => (long)k * Width(count) > count;

    private static int PlacesLength(int k, int count) => IsBitmap(k, count) ? (count + 7) / 8 : BitWriter.ByteLength(k, Width(count));

    private static void WritePlaces(ReadOnlySpan<int> places, int count, Span<byte> destination)
    {
        if (IsBitmap(places.Length, count))
        {
            destination.Clear();
            foreach (var place in places)
            {
                destination[place >> 3] |= (byte)(1 << (place & 7));
            }

            return;
        }

        var writer = new BitWriter(destination, Width(count));
        foreach (var place in places)
        {
            writer.Write((uint)place);
        }

        writer.End();
    }

    private static bool IsValidBitmap(ReadOnlySpan<byte> bitmap, int k, int count)
    {
        var set = 0;
        var rest = bitmap;
        for (; rest.Length >= sizeof(ulong); rest = rest[sizeof(ulong)..])
        {
            set += BitOperations.PopCount(BinaryPrimitives.ReadUInt64LittleEndian(rest));
        }

        foreach (var value in rest)
        {
            set += BitOperations.PopCount(value);
        }

        return set == k && (count % 8 == 0 || bitmap[^1] >> (count % 8) == 0);
    }

    private static bool IsValidList(ReadOnlySpan<byte> places, int k, int count)
    {
        var reader = new BitReader(places, Width(count));
        var last = -1;
        for (var i = 0; i < k; i++)
        {
            var place = (int)reader.Read();
            if (place <= last)
            {
                return false;
            }

            last = place;
        }

        return last < count && reader.RestIsZero;
    }

    private static void SendBitmap(ReadOnlySpan<byte> bitmap, ReadOnlySpan<float> kept, int offset, ref UpdateSink sink)
    {
        var next = 0;
        var i = 0;
        for (; i + sizeof(ulong) <= bitmap.Length; i += sizeof(ulong))
        {
            for (var bits = BinaryPrimitives.ReadUInt64LittleEndian(bitmap[i..]); bits != 0; bits &= bits - 1)
            {
                sink.Add(offset + (i * 8) + BitOperations.TrailingZeroCount(bits), kept[next++]);
            }
        }

        for (; i < bitmap.Length; i++)
        {
            for (var bits = (uint)bitmap[i]; bits != 0; bits &= bits - 1)
            {
                sink.Add(offset + (i * 8) + BitOperations.TrailingZeroCount(bits), kept[next++]);
            }
        }
    }
}
