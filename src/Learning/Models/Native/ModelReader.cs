using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EventCollab.Learning.Models.Native;

/// <summary>Reads a saved model without trusting it: a count is checked against the bytes that are left before anything is allocated.</summary>
/// <param name="bytes">What follows the header of a model file. Its hash is no protection: whoever makes bytes up can hash them.</param>
/// <param name="what">Names the kind of model in errors.</param>
internal ref struct ModelReader(ReadOnlySpan<byte> bytes, string what)
{
    private ReadOnlySpan<byte> _left = bytes;

    /// <returns>What the reader of the file has not read.</returns>
    public static byte[] Rest(BinaryReader reader) => reader.ReadBytes((int)(reader.BaseStream.Length - reader.BaseStream.Position));

    /// <exception cref="MethodException">There is no value left, or it lies outside the bounds.</exception>
    public int Whole(int least, int most)
    {
        var value = One<int>();
        return value >= least && value <= most ? value : throw Refuse($"a number {value} is not in {least} to {most}");
    }

    public double Double() => One<double>() is var value && double.IsFinite(value) ? value : throw Refuse("a value is not finite");

    /// <returns>A count of things of which each takes at least so many bytes: more than are left are refused.</returns>
    public int Count(int leastBytes) => Whole(0, (_left.Length - sizeof(int)) / leastBytes);

    public float[] Singles(long count) => Finite(Many<float>(count));

    public double[] Doubles(long count) => Finite(Many<double>(count));

    public int[] Wholes(long count, int least, int most)
    {
        var values = Many<int>(count);
        return Array.TrueForAll(values, value => value >= least && value <= most) ? values : throw Refuse($"a number is not in {least} to {most}");
    }

    public T[] Many<T>(long count)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(Take(count, Unsafe.SizeOf<T>())).ToArray();

    public readonly void End()
    {
        if (_left.Length > 0)
        {
            throw Refuse($"{_left.Length} bytes follow its end");
        }
    }

    public readonly MethodException Refuse(string why) => new($"the saved model cannot be read: it is not one of {what}, {why}. Train it again.");

    private readonly T[] Finite<T>(T[] values)
        where T : unmanaged, IFloatingPointIeee754<T> => Array.TrueForAll(values, T.IsFinite) ? values : throw Refuse("a value is not finite");

    private T One<T>()
        where T : unmanaged => MemoryMarshal.Read<T>(Take(1, Unsafe.SizeOf<T>()));

    private ReadOnlySpan<byte> Take(long count, int size)
    {
        if (count < 0 || count > _left.Length / size)
        {
            throw Refuse($"it announces more than the {_left.Length} bytes that are left");
        }

        var taken = _left[..((int)count * size)];
        _left = _left[taken.Length..];
        return taken;
    }
}
