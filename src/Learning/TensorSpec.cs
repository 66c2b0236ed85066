namespace EventCollab.Learning;

/// <summary>Name, element type and shape of a tensor.</summary>
public sealed record TensorSpec(string Name, ElementType Type, IReadOnlyList<long> Shape)
{
    /// <summary>Number of elements.</summary>
    /// <exception cref="OverflowException">The product of the sizes does not fit.</exception>
    public long Count => Shape.Aggregate(1L, (product, size) => checked(product * size));

    public long ByteLength => checked(Count * SizeOf(Type));

    public static int SizeOf(ElementType type) => type switch
    {
        ElementType.Float32 or ElementType.Int32 => 4,
        ElementType.Float64 or ElementType.Int64 => 8,
        ElementType.UInt8 => 1,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Unknown element type."),
    };
}
