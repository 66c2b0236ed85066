using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace EventCollab.Learning.Compression;

/// <summary>
/// The tensors whose elements, one tensor after another and row-major, are the flat float32 vector that is compressed. Each tensor is
/// compressed by itself, with scales and counts of its own: one norm over a whole model starves its small tensors.
/// </summary>
public sealed class CompressionLayout
{
    /// <summary>2^28 elements, 1 GiB: the longest message of any scheme stays below the 2 GiB of a span.</summary>
    public const int LargestCount = 1 << 28;

    /// <param name="tensors">Float32, none empty.</param>
    /// <exception cref="CompressionException">A tensor is empty or not float32, or they are too large together.</exception>
    public CompressionLayout(params IReadOnlyList<TensorSpec> tensors)
    {
        Tensors = tensors;
        var places = new List<TensorPlace>(tensors.Count);
        foreach (var tensor in tensors)
        {
            places.Add(Place(tensor, places.Count, Count));
            Count += places[^1].Count;
        }

        Places = [.. places];
        Fingerprint = FingerprintOf(tensors);
    }

    public IReadOnlyList<TensorSpec> Tensors { get; }

    /// <summary>d, elements of all tensors.</summary>
    public int Count { get; }

    /// <summary>The first eight bytes of SHA-256 over names and sizes: messages carry it, so that another model's are refused.</summary>
    public ulong Fingerprint { get; }

    internal TensorPlace[] Places { get; }

    /// <summary>One vector without inner boundaries: norms and counts are of the whole.</summary>
    public static CompressionLayout Flat(int count) => new(new TensorSpec("values", ElementType.Float32, [count]));

    public static CompressionLayout Of(TensorSet tensors) => new([.. tensors.Tensors.Select(tensor => tensor.Spec)]);

    /// <param name="tensors">Of this layout.</param>
    /// <param name="values">Count elements.</param>
    /// <exception cref="CompressionException">The tensors have other names or shapes.</exception>
    public void Flatten(TensorSet tensors, Span<float> values)
    {
        if (Of(tensors).Fingerprint != Fingerprint)
        {
            throw new CompressionException("the tensors have other names or shapes than the layout.");
        }

        for (var i = 0; i < Places.Length; i++)
        {
            tensors.Tensors[i].Singles.CopyTo(values[Places[i].Offset..]);
        }
    }

    /// <param name="values">Count elements.</param>
    public TensorSet ToTensors(ReadOnlySpan<float> values)
    {
        var tensors = new NamedTensor[Places.Length];
        for (var i = 0; i < Places.Length; i++)
        {
            tensors[i] = new NamedTensor(Tensors[i], MemoryMarshal.AsBytes(values.Slice(Places[i].Offset, Places[i].Count)).ToArray());
        }

        return new TensorSet(tensors);
    }

    private static TensorPlace Place(TensorSpec tensor, int index, int offset)
    {
        var count = 1L;
        foreach (var size in tensor.Shape)
        {
            // Each factor is bounded before it is multiplied, so the product cannot wrap around.
            count = size is >= 1 and <= LargestCount ? count * size : 0;
            if (count is < 1 or > LargestCount)
            {
                break;
            }
        }

        if (tensor.Type != ElementType.Float32 || count < 1 || count > LargestCount - offset)
        {
            throw new CompressionException($"tensor '{tensor.Name}' is {tensor.Type} of shape [{string.Join(',', tensor.Shape)}]; " +
                $"compression takes Float32, no empty tensor, and {LargestCount} elements together.");
        }

        var rows = tensor.Shape.Count == 0 ? 1 : (int)tensor.Shape[0];
        return new TensorPlace(index, offset, (int)count, rows, (int)count / rows);
    }

    private static ulong FingerprintOf(IReadOnlyList<TensorSpec> tensors)
    {
        var text = new StringBuilder();
        foreach (var tensor in tensors)
        {
            text.Append(tensor.Name.Length).Append(':').Append(tensor.Name).Append('[').AppendJoin(',', tensor.Shape).Append(']');
        }

        return BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
