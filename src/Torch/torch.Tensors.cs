using System.Runtime.InteropServices;
using EventCollab.Torch.Native;

namespace EventCollab.Torch;

public static unsafe partial class torch
{
    // One overload a type, each keeping it, as TorchSharp has them: an int makes an int32, a double a float64.
    public static Tensor tensor(bool scalar, Device? device = null, bool requires_grad = false) => Single(scalar, ScalarType.Bool, device, requires_grad);

    public static Tensor tensor(byte scalar, Device? device = null, bool requires_grad = false) => Single(scalar, ScalarType.Byte, device, requires_grad);

    public static Tensor tensor(sbyte scalar, Device? device = null, bool requires_grad = false) => Single(scalar, ScalarType.Int8, device, requires_grad);

    public static Tensor tensor(short scalar, Device? device = null, bool requires_grad = false) => Single(scalar, ScalarType.Int16, device, requires_grad);

    public static Tensor tensor(int scalar, Device? device = null, bool requires_grad = false) => Single(scalar, ScalarType.Int32, device, requires_grad);

    public static Tensor tensor(long scalar, Device? device = null, bool requires_grad = false) => Single(scalar, ScalarType.Int64, device, requires_grad);

    public static Tensor tensor(float scalar, Device? device = null, bool requires_grad = false) => Single(scalar, ScalarType.Float32, device, requires_grad);

    public static Tensor tensor(double scalar, Device? device = null, bool requires_grad = false) => Single(scalar, ScalarType.Float64, device, requires_grad);

    public static Tensor tensor(long scalar, ScalarType dtype, Device? device = null, bool requires_grad = false) => Single(scalar, dtype, device, requires_grad);

    public static Tensor tensor(double scalar, ScalarType dtype, Device? device = null, bool requires_grad = false) => Single(scalar, dtype, device, requires_grad);

    /// <summary>A tensor of one dimension with a copy of the numbers.</summary>
    public static Tensor tensor<T>(IList<T> rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
        where T : unmanaged
        => Create<T>([.. rawArray], [rawArray.Count], dtype, device, requires_grad);

    public static Tensor tensor<T>(
        IList<T> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
        where T : unmanaged
        => Create<T>([.. rawArray], dimensions, dtype, device, requires_grad);

    public static Tensor tensor<T>(T[,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
        where T : unmanaged
        => Create(Elements<T>(rawArray), Lengths(rawArray), dtype, device, requires_grad);

    public static Tensor tensor<T>(T[,,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
        where T : unmanaged
        => Create(Elements<T>(rawArray), Lengths(rawArray), dtype, device, requires_grad);

    /// <summary>
    /// A tensor of the array's type and dimensions. Unlike TorchSharp's it holds a copy: sharing .NET memory would pin it for
    /// as long as the tensor lives.
    /// </summary>
    /// <exception cref="ArgumentException">The elements are not numbers.</exception>
    public static Tensor from_array(Array rawArray, Device? device = null) => from_array(rawArray, null, device);

    public static Tensor from_array(Array rawArray, ScalarType? dtype, Device? device = null, bool requires_grad = false)
    {
        var made = FromBytes(Raw(rawArray), ElementType(rawArray), Lengths(rawArray));
        return Finish(Converted(made, dtype, device), requires_grad);
    }

    /// <summary>A tensor of one dimension from a part of an array; a copy as well.</summary>
    /// <param name="count">How many elements; all from <paramref name="offset"/> on when negative.</param>
    /// <exception cref="ArgumentOutOfRangeException">The part lies outside the array.</exception>
    public static Tensor frombuffer(
        Array rawArray, ScalarType dtype, long count = -1, long offset = 0, bool requires_grad = false, Device? device = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        var n = count < 0 ? rawArray.LongLength - offset : count;
        ArgumentOutOfRangeException.ThrowIfNegative(n, nameof(offset));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(n, rawArray.LongLength - offset, nameof(count));
        var type = ElementType(rawArray);
        var size = SizeOf(type);
        var made = FromBytes(Raw(rawArray).Slice(checked((int)(offset * size)), checked((int)(n * size))), type, [n]);
        return Finish(Converted(made, dtype, device), requires_grad);
    }

    public static Tensor ones_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
        => Finish(Ops.OnesLike.Call(input, Arg.Optional(dtype), Arg.None, Where(device)), requires_grad);

    public static Tensor zeros_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
        => Finish(Ops.ZerosLike.Call(input, Arg.Optional(dtype), Arg.None, Where(device)), requires_grad);

    public static Tensor empty_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
        => Finish(Ops.EmptyLike.Call(input, Arg.Optional(dtype), Arg.None, Where(device)), requires_grad);

    public static Tensor full_like(Tensor input, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
        => Finish(Ops.FullLike.Call(input, value, Arg.Optional(dtype), Arg.None, Where(device)), requires_grad);

    public static Tensor rand_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
        => Finish(Ops.RandLike.Call(input, Arg.Optional(dtype), Arg.None, Where(device)), requires_grad);

    public static Tensor randn_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
        => Finish(Ops.RandNLike.Call(input, Arg.Optional(dtype), Arg.None, Where(device)), requires_grad);

    public static Tensor randint_like(
        Tensor input, long low, long high, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
        => Finish(Ops.RandIntLike.Call(input, low, high, Arg.Optional(dtype), Arg.None, Where(device)), requires_grad);

    /// <summary>Numbers drawn from normal distributions, each with its own mean and standard deviation.</summary>
    public static Tensor normal(Tensor mean, Tensor std, Generator? generator = null) => Ops.NormalTensors.Call(mean, std, generator);

    public static Tensor bernoulli(Tensor input, Generator? generator = null) => input.bernoulli(generator);

    public static Tensor multinomial(Tensor input, long num_samples, bool replacement = false, Generator? generator = null)
        => input.multinomial(num_samples, replacement, generator);

    private static Tensor Single(Scalar value, ScalarType type, Device? device, bool requires_grad) => full([], value, type, device, requires_grad);

    private static Tensor Converted(Tensor made, ScalarType? dtype, Device? device)
    {
        var type = dtype ?? made.dtype;
        if (type == made.dtype && (device is null || device.type == DeviceType.CPU))
        {
            return made;
        }

        var converted = made.to(type, device ?? CPU);
        made.Dispose();
        return converted;
    }

    private static ReadOnlySpan<byte> Raw(Array array)
        => MemoryMarshal.CreateReadOnlySpan(ref MemoryMarshal.GetArrayDataReference(array), checked(array.Length * SizeOf(ElementType(array))));

    private static ReadOnlySpan<T> Elements<T>(Array array)
        where T : unmanaged
        => MemoryMarshal.Cast<byte, T>(MemoryMarshal.CreateReadOnlySpan(ref MemoryMarshal.GetArrayDataReference(array), array.Length * sizeof(T)));

    private static long[] Lengths(Array array) => [.. Enumerable.Range(0, array.Rank).Select(i => array.GetLongLength(i))];

    private static ScalarType ElementType(Array array)
    {
        var type = array.GetType().GetElementType()!;
        return Type.GetTypeCode(type) switch
        {
            TypeCode.Byte => ScalarType.Byte,
            TypeCode.SByte => ScalarType.Int8,
            TypeCode.Int16 => ScalarType.Int16,
            TypeCode.Int32 => ScalarType.Int32,
            TypeCode.Int64 => ScalarType.Int64,
            TypeCode.Single => ScalarType.Float32,
            TypeCode.Double => ScalarType.Float64,
            TypeCode.Boolean => ScalarType.Bool,
            _ when type == typeof(Half) => ScalarType.Float16,
            _ => throw new ArgumentException($"a tensor cannot hold {type.Name}"),
        };
    }
}
