using System.Numerics;
using EventCollab.Learning.Compression.Arithmetic;

namespace EventCollab.Learning.Compression.Schemes;

/// <summary>
/// One block of a row of elements: powers of two from 8192 down to 128, so that next to nothing is padded; what is left at the end is
/// padded to 128 or, where that would be longer, sent as floats.
/// </summary>
/// <param name="Used">Elements of the row.</param>
/// <param name="Size">Elements with the padding.</param>
/// <param name="Fine">Of the size, those that get one bit more than the others.</param>
/// <param name="Bits">Of the others.</param>
/// <param name="ByteLength">In the message.</param>
/// <param name="IsRaw">Sent as floats.</param>
internal readonly record struct EdenBlock(int Used, int Size, int Fine, int Bits, int ByteLength, bool IsRaw)
{
    /// <param name="left">Elements of the row that are not in a block yet, at least 1.</param>
    /// <param name="bits">For each element, 1 to 4.</param>
    public static EdenBlock Next(int left, double bits)
    {
        var size = left >= Hadamard.LargestBlock ? Hadamard.LargestBlock
            : left >= Hadamard.SmallestBlock ? 1 << BitOperations.Log2((uint)left)
            : Hadamard.SmallestBlock;
        var used = Math.Min(left, size);
        var whole = (int)bits;

        // Of 8 elements, for planes fill whole bytes.
        var fine = (int)Math.Round((bits - whole) * size / 8) * 8;
        var length = sizeof(float) + EdenCode.ByteLength(size - fine, whole) + EdenCode.ByteLength(fine, whole + 1);
        return used * sizeof(float) <= length
            ? new EdenBlock(used, used, 0, 0, used * sizeof(float), true)
            : new EdenBlock(used, size, fine, whole, length, false);
    }
}
