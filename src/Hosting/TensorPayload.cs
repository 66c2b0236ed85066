using EventCollab.Contracts;
using EventCollab.Learning;
using EventCollab.Messaging.Payloads;

namespace EventCollab.Hosting;

/// <summary>
/// The way between a method's tensors and a payload: codec <see cref="PayloadDescriptor.RawCodec"/>, the tensors'
/// little-endian bytes one after another in descriptor order and nothing else, addressed by their SHA-256.
/// </summary>
public static class TensorPayload
{
    /// <summary>Most tensors that one payload may hold; a hostile descriptor must not make the reader allocate without end.</summary>
    public const int MaxTensors = 65_536;

    /// <summary>Most dimensions of one tensor.</summary>
    public const int MaxRank = 16;

    /// <summary>The same tensors give the same bytes and therefore the same hash, on every machine.</summary>
    public static (PayloadDescriptor Descriptor, ReadOnlyMemory<byte> Bytes) Encode(TensorSet tensors)
    {
        var bytes = Join(tensors);
        var descriptor = new PayloadDescriptor
        {
            Hash = ContentHash.Of(bytes.Span),
            Length = bytes.Length,
            Codec = PayloadDescriptor.RawCodec,
            Tensors = [.. tensors.Tensors.Select(tensor => Describe(tensor.Spec))],
        };
        return (descriptor, bytes);
    }

    /// <summary>The tensors are slices of <paramref name="bytes"/>, which must stay unchanged as long as they are used.</summary>
    /// <exception cref="PayloadException">Codec, names, shapes and length do not fit each other. The hash is the payload store's to check.</exception>
    public static TensorSet Decode(PayloadDescriptor descriptor, ReadOnlyMemory<byte> bytes)
    {
        var length = DescribedLength(descriptor);
        if (bytes.Length != length)
        {
            throw new PayloadException($"The payload has {bytes.Length} bytes where its tensors need {length}.");
        }

        var tensors = new List<NamedTensor>(descriptor.Tensors.Count);
        var offset = 0;
        foreach (var tensor in descriptor.Tensors)
        {
            var spec = Specify(tensor);
            var size = (int)spec.ByteLength;
            tensors.Add(new NamedTensor(spec, bytes.Slice(offset, size)));
            offset += size;
        }

        return new TensorSet(tensors);
    }

    public static TensorDescriptor Describe(TensorSpec spec) =>
        new() { Name = spec.Name, Type = (Contracts.ElementType)spec.Type, Shape = spec.Shape };

    public static TensorSpec Specify(TensorDescriptor tensor) =>
        new(tensor.Name, (Learning.ElementType)tensor.Type, tensor.Shape);

    /// <summary>Bytes that the described tensors take, after every number in the descriptor was found to be possible.</summary>
    /// <exception cref="PayloadException">The codec is unknown, a name comes twice, a size is negative, or the sum is not the length.</exception>
    public static long DescribedLength(PayloadDescriptor descriptor)
    {
        if (descriptor.Codec != PayloadDescriptor.RawCodec)
        {
            throw new PayloadException($"The payload has codec '{Excerpt.Of(descriptor.Codec)}'; only '{PayloadDescriptor.RawCodec}' is known.");
        }

        if (descriptor.Tensors.Count > MaxTensors)
        {
            throw new PayloadException($"The payload names {descriptor.Tensors.Count} tensors; at most {MaxTensors} are read.");
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        var length = 0L;
        foreach (var tensor in descriptor.Tensors)
        {
            if (!names.Add(tensor.Name))
            {
                throw new PayloadException($"The payload names tensor '{Excerpt.Of(tensor.Name)}' twice.");
            }

            // Each term is at most Array.MaxLength, so that the sum of MaxTensors terms cannot overflow.
            length += ByteLength(tensor);
        }

        return length == descriptor.Length
            ? length
            : throw new PayloadException($"The payload says {descriptor.Length} bytes, its tensors need {length}.");
    }

    private static long ByteLength(TensorDescriptor tensor)
    {
        if (!Enum.IsDefined(tensor.Type) || tensor.Shape.Count > MaxRank || tensor.Shape.Any(size => size < 0))
        {
            throw new PayloadException($"Tensor '{Excerpt.Of(tensor.Name)}' has no possible type and shape: {ShapeText.Of(tensor)}.");
        }

        // Multiplied wide, because a product that wraps around to a small number would pass every later check.
        Int128 bytes = TensorSpec.SizeOf((Learning.ElementType)tensor.Type);
        foreach (var size in tensor.Shape)
        {
            bytes *= size;
            if (bytes > Array.MaxLength)
            {
                throw new PayloadException($"Tensor '{Excerpt.Of(tensor.Name)}' is too large: {ShapeText.Of(tensor)}.");
            }
        }

        return (long)bytes;
    }

    private static ReadOnlyMemory<byte> Join(TensorSet tensors)
    {
        if (tensors.Tensors is [var only])
        {
            return only.Bytes;
        }

        var joined = new byte[tensors.ByteLength];
        var offset = 0;
        foreach (var tensor in tensors.Tensors)
        {
            tensor.Bytes.CopyTo(joined.AsMemory(offset));
            offset += tensor.Bytes.Length;
        }

        return joined;
    }
}
