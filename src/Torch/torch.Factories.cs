using EventCollab.Torch.Native;

namespace EventCollab.Torch;

public static unsafe partial class torch
{
    /// <summary>A tensor of one dimension with a copy of the numbers.</summary>
    public static Tensor tensor<T>(T[] data, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
        where T : unmanaged
        => Create<T>(data, [data.Length], dtype, device, requires_grad);

    /// <summary>A tensor of the given shape with a copy of the numbers in row order.</summary>
    /// <exception cref="ArgumentException">The shape does not hold exactly that many numbers.</exception>
    public static Tensor tensor<T>(
        T[] data, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
        where T : unmanaged
        => Create<T>(data, dimensions, dtype, device, requires_grad);

    public static Tensor tensor<T>(
        T[] data, long[] dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
        where T : unmanaged
        => Create<T>(data, dimensions, dtype, device, requires_grad);

    public static Tensor tensor<T>(
        Memory<T> data, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
        where T : unmanaged
        => Create<T>(data.Span, dimensions, dtype, device, requires_grad);

    /// <summary>A matrix with a copy of the numbers.</summary>
    public static Tensor tensor<T>(T[,] data, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
        where T : unmanaged
        => Create(Elements<T>(data), Lengths(data), dtype, device, requires_grad);

    public static Tensor zeros(params long[] size) => full(size, 0.0);

    public static Tensor zeros(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
        => full(size, 0L, dtype ?? ScalarType.Float32, device, requires_grad);

    public static Tensor ones(params long[] size) => full(size, 1.0);

    public static Tensor ones(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
        => full(size, 1L, dtype ?? ScalarType.Float32, device, requires_grad);

    /// <summary>Memory as it is: it may hold NaN.</summary>
    public static Tensor empty(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
        => Finish(Ops.Empty.Call(size, Kind(dtype), Arg.None, Where(device)), requires_grad);

    public static Tensor full(long[] size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
        => Finish(Ops.Full.Call(size, value, Arg.Optional(dtype), Arg.None, Where(device)), requires_grad);

    public static Tensor rand(params long[] size) => rand(size, null);

    public static Tensor rand(
        long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null)
        => Finish(Ops.Rand.Call(size, generator, Kind(dtype), Arg.None, Where(device)), requires_grad);

    public static Tensor randn(params long[] size) => randn(size, null);

    public static Tensor randn(
        long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null)
        => Finish(Ops.RandN.Call(size, generator, Kind(dtype), Arg.None, Where(device)), requires_grad);

    /// <summary>Whole numbers from <paramref name="low"/> up to but not including <paramref name="high"/>.</summary>
    public static Tensor randint(
        long low, long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null)
        => Finish(Ops.RandInt.Call(low, high, size, generator, dtype ?? ScalarType.Int64, Arg.None, Where(device)), requires_grad);

    public static Tensor randint(
        long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null)
        => randint(0, high, size, dtype, device, requires_grad, generator);

    public static Tensor randperm(
        long n, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null)
        => Finish(Ops.RandPerm.Call(n, generator, dtype ?? ScalarType.Int64, Arg.None, Where(device)), requires_grad);

    public static Tensor arange(Scalar stop, ScalarType? dtype = null, Device? device = null) => arange(0, stop, 1, dtype, device);

    public static Tensor arange(Scalar start, Scalar stop, ScalarType? dtype = null, Device? device = null)
        => arange(start, stop, 1, dtype, device);

    public static Tensor arange(Scalar start, Scalar stop, Scalar step, ScalarType? dtype = null, Device? device = null)
        => Ops.Arange.Call(start, stop, step, Arg.Optional(dtype), Arg.None, Where(device));

    public static Tensor linspace(Scalar start, Scalar end, long steps, ScalarType? dtype = null, Device? device = null)
        => Ops.Linspace.Call(start, end, steps, Kind(dtype), Arg.None, Where(device));

    /// <summary>Ones on the diagonal; square unless told how many columns.</summary>
    public static Tensor eye(long rows, long columns = -1L, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
        => Finish(Ops.EyeM.Call(rows, columns < 0 ? rows : columns, Kind(dtype), Arg.None, Where(device)), requires_grad);

    private static Tensor Create<T>(ReadOnlySpan<T> data, ReadOnlySpan<long> shape, ScalarType? dtype, Device? device, bool requires_grad)
        where T : unmanaged
    {
        long count = 1;
        foreach (var size in shape)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(size, nameof(shape));
            count = checked(count * size);
        }

        if (count != data.Length)
        {
            throw new ArgumentException($"a shape of {count} elements does not fit {data.Length} numbers", nameof(shape));
        }

        var made = Copy(data, shape, device ?? CPU);
        if (dtype is { } wanted && wanted != TypeOf<T>())
        {
            var converted = made.to(wanted);
            made.Dispose();
            made = converted;
        }

        return Finish(made, requires_grad);
    }

    private static Tensor Copy<T>(ReadOnlySpan<T> data, ReadOnlySpan<long> shape, Device device)
        where T : unmanaged
    {
        nint handle;
        fixed (T* source = data)
        fixed (long* sizes = shape)
        {
            Status.Check(
                NativeMethods.ec_from_buffer(source, sizes, shape.Length, (int)TypeOf<T>(), (int)device.type, device.index, &handle), "tensor");
        }

        return Tensor.Own(handle);
    }

    /// <summary>A tensor on the CPU from the bytes of its elements in row order.</summary>
    internal static Tensor FromBytes(ReadOnlySpan<byte> bytes, ScalarType type, long[] shape)
    {
        nint handle;
        fixed (byte* source = bytes)
        fixed (long* sizes = shape)
        {
            Status.Check(NativeMethods.ec_from_buffer(source, sizes, shape.Length, (int)type, (int)DeviceType.CPU, -1, &handle), "tensor");
        }

        return Tensor.Own(handle);
    }

    private static Tensor Finish(Tensor made, bool requires_grad) => requires_grad ? made.requires_grad_() : made;

    private static Arg Kind(ScalarType? dtype) => dtype ?? ScalarType.Float32;

    private static Arg Where(Device? device) => device;
}
