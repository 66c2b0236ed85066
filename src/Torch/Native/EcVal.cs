using System.Runtime.InteropServices;

namespace EventCollab.Torch.Native;

/// <summary>What an <see cref="EcVal"/> holds; the numbers are those of ectorch.h.</summary>
internal enum EcTag
{
    None = 0,
    Tensor = 1,
    Int = 2,
    Double = 3,
    Bool = 4,
    Ints = 5,
    Tensors = 6,
    String = 7,
    Doubles = 8,
    Device = 9,
    Default = 10,
    Generator = 11,
}

/// <summary>ec_val of ectorch.h: 16 bytes, a tag, a length and one of integer, double or pointer.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal struct EcVal
{
    [FieldOffset(0)]
    internal EcTag Tag;

    [FieldOffset(4)]
    internal int Length;

    [FieldOffset(8)]
    internal long Int;

    [FieldOffset(8)]
    internal double Double;

    [FieldOffset(8)]
    internal nint Pointer;
}
