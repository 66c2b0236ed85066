using System.Text;

namespace EventCollab.Torch.Native;

/// <summary>One argument of an operator. Lists are copied into the call's own memory, so nothing is pinned.</summary>
internal readonly struct Arg
{
    private readonly EcVal _value;
    private readonly object? _owner;

    private Arg(EcVal value, object? owner = null) => (_value, _owner) = (value, owner);

    internal static Arg None => default;

    internal static Arg Default => new(new EcVal { Tag = EcTag.Default });

    public static implicit operator Arg(torch.Tensor? tensor)
        => tensor is null ? None : new(new EcVal { Tag = EcTag.Tensor, Pointer = tensor.Handle }, tensor);

    public static implicit operator Arg(torch.Generator? generator)
        => generator is null ? None : new(new EcVal { Tag = EcTag.Generator, Pointer = generator.Handle }, generator);

    public static implicit operator Arg(long value) => new(new EcVal { Tag = EcTag.Int, Int = value });

    public static implicit operator Arg(double value) => new(new EcVal { Tag = EcTag.Double, Double = value });

    public static implicit operator Arg(bool value) => new(new EcVal { Tag = EcTag.Bool, Int = value ? 1 : 0 });

    public static implicit operator Arg(Scalar value) => new(value.Value);

    public static implicit operator Arg(torch.ScalarType value) => (long)value;

    public static implicit operator Arg(torch.Device? device)
        => device is null ? None : new(new EcVal { Tag = EcTag.Device, Length = (int)device.type, Int = device.index });

    public static implicit operator Arg(long[]? values)
        => values is null ? None : new(new EcVal { Tag = EcTag.Ints, Length = values.Length }, values);

    public static implicit operator Arg(double[]? values)
        => values is null ? None : new(new EcVal { Tag = EcTag.Doubles, Length = values.Length }, values);

    public static implicit operator Arg(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return new(new EcVal { Tag = EcTag.String, Length = bytes.Length }, bytes);
    }

    internal static Arg Tensors(IReadOnlyList<torch.Tensor?> tensors) => new(new EcVal { Tag = EcTag.Tensors, Length = tensors.Count }, tensors);

    internal static Arg Optional(long? value) => value is { } v ? v : None;

    internal static Arg Optional(double? value) => value is { } v ? v : None;

    internal static Arg Optional(Scalar? value) => value is { } v ? v : None;

    internal static Arg Optional(torch.ScalarType? value) => value is { } v ? v : None;

    /// <summary>How many 8-byte words <see cref="Write"/> needs beside the value itself.</summary>
    internal int Words => _value.Tag switch
    {
        EcTag.Ints or EcTag.Doubles or EcTag.Tensors => _value.Length,
        EcTag.String => (_value.Length + 7) / 8,
        _ => 0,
    };

    /// <summary>The value, its list copied to <paramref name="memory"/>.</summary>
    internal unsafe EcVal Write(long* memory)
    {
        var value = _value;
        if (value.Tag is not (EcTag.Ints or EcTag.Doubles or EcTag.Tensors or EcTag.String))
        {
            return value;
        }

        switch (_owner)
        {
            case long[] longs:
                longs.CopyTo(new Span<long>(memory, longs.Length));
                break;
            case double[] doubles:
                doubles.CopyTo(new Span<double>(memory, doubles.Length));
                break;
            case byte[] bytes:
                bytes.CopyTo(new Span<byte>(memory, bytes.Length));
                break;
            case IReadOnlyList<torch.Tensor?> tensors:
                for (var i = 0; i < tensors.Count; i++)
                {
                    memory[i] = tensors[i] is { } tensor ? tensor.Handle : 0;
                }

                break;
        }

        value.Pointer = (nint)memory;
        return value;
    }

    /// <summary>Holds the tensors until here: without it the collector may free a handle that a running operator uses.</summary>
    internal void KeepAlive() => GC.KeepAlive(_owner);
}
