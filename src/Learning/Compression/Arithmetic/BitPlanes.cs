using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EventCollab.Learning.Compression.Arithmetic;

/// <summary>One bit for each of eight lanes, to and from vectors: bit j of a byte belongs to lane j.</summary>
internal static class BitPlanes
{
    /// <summary>-0 where a lane's bit is set, else +0: what flips signs by exclusive or. Bits above the eighth are not looked at.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> SignsOf(int bits) => (MaskOf(bits) & Vector256.Create(int.MinValue)).AsSingle();

    /// <summary>All bits of a lane where its bit is set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> MaskOf(int bits) => Vector256.Equals(Masked(bits), LaneBits());

    /// <summary>Bit j is set where lane j is below zero; -0 is not.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte Negative(Vector256<float> lanes) => (byte)Vector256.LessThan(lanes, Vector256<float>.Zero).ExtractMostSignificantBits();

    /// <summary>Bit j is the given bit of lane j.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte Plane(Vector256<int> lanes, int bit) => (byte)Vector256.ShiftLeft(lanes, 31 - bit).ExtractMostSignificantBits();

    private static Vector256<int> LaneBits() => Vector256.Create(1, 2, 4, 8, 16, 32, 64, 128);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Masked(int bits) => Vector256.Create(bits) & LaneBits();
}
