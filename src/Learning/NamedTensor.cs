using System.Runtime.InteropServices;

namespace EventCollab.Learning;

/// <summary>
/// A tensor as values: what a method broadcasts, receives or keeps. The bytes are little-endian, row-major, and may be
/// a slice of a payload that is not copied.
/// </summary>
public sealed class NamedTensor
{
    /// <exception cref="ArgumentException">The bytes do not fill the shape.</exception>
    public NamedTensor(TensorSpec spec, ReadOnlyMemory<byte> bytes)
    {
        if (spec.ByteLength != bytes.Length)
        {
            throw new ArgumentException($"Tensor '{spec.Name}' of shape [{string.Join(',', spec.Shape)}] needs {spec.ByteLength} bytes, not {bytes.Length}.");
        }

        Spec = spec;
        Bytes = bytes;
    }

    public TensorSpec Spec { get; }

    public ReadOnlyMemory<byte> Bytes { get; }

    public string Name => Spec.Name;

    public static NamedTensor Of(string name, ReadOnlySpan<float> values, params long[] shape) =>
        new(new TensorSpec(name, ElementType.Float32, shape), MemoryMarshal.AsBytes(values).ToArray());

    public static NamedTensor Of(string name, ReadOnlySpan<double> values, params long[] shape) =>
        new(new TensorSpec(name, ElementType.Float64, shape), MemoryMarshal.AsBytes(values).ToArray());

    public static NamedTensor Of(string name, ReadOnlySpan<long> values, params long[] shape) =>
        new(new TensorSpec(name, ElementType.Int64, shape), MemoryMarshal.AsBytes(values).ToArray());

    /// <summary>The elements as they lie in memory, without a copy.</summary>
    /// <exception cref="InvalidOperationException">The tensor has another element type.</exception>
    public ReadOnlySpan<float> Singles => As<float>(ElementType.Float32);

    /// <inheritdoc cref="Singles"/>
    public ReadOnlySpan<double> Doubles => As<double>(ElementType.Float64);

    /// <inheritdoc cref="Singles"/>
    public ReadOnlySpan<long> Integers => As<long>(ElementType.Int64);

    private ReadOnlySpan<T> As<T>(ElementType type)
        where T : struct =>
        Spec.Type == type
            ? MemoryMarshal.Cast<byte, T>(Bytes.Span)
            : throw new InvalidOperationException($"Tensor '{Name}' is {Spec.Type}, not {type}.");
}
