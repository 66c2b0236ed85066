using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace EventCollab.Learning.Compression.Arithmetic;

/// <summary>
/// Digits below a base that is no power of two, as many as fit to a 64-bit word: within a few hundredths of log2(base) bits each, where
/// whole bits would cost up to one more. The first digit is the lowest.
/// </summary>
internal readonly struct RadixCode
{
    private readonly ulong _base;
    private readonly ulong _reciprocal;
    private readonly int _shift;

    /// <param name="radix">The base, odd, 3 to 255.</param>
    public RadixCode(int radix)
    {
        _base = (ulong)radix;
        var power = (UInt128)1;
        while (power * _base <= (UInt128)1 << 64)
        {
            power *= _base;
            DigitsPerWord++;
        }

        // floor(x / base) = high(x * reciprocal) >> shift for x up to 2^63 (Granlund and Montgomery 1994): base is no power of two.
        _shift = (int)ulong.Log2(_base);
        _reciprocal = (ulong)(((UInt128)1 << (64 + _shift)) / _base) + 1;
    }

    public int DigitsPerWord { get; }

    public int ByteLength(int digits) => ((digits + DigitsPerWord - 1) / DigitsPerWord) * sizeof(ulong);

    /// <param name="digits">The last word's may be fewer than a word holds.</param>
    /// <param name="words">Of <see cref="ByteLength"/>.</param>
    public void Pack(ReadOnlySpan<byte> digits, Span<byte> words)
    {
        while (!digits.IsEmpty)
        {
            var taken = Math.Min(digits.Length, DigitsPerWord);
            var word = 0UL;
            for (var i = taken - 1; i >= 0; i--)
            {
                word = (word * _base) + digits[i];
            }

            BinaryPrimitives.WriteUInt64LittleEndian(words, word);
            digits = digits[taken..];
            words = words[sizeof(ulong)..];
        }
    }

    /// <summary>Words that <see cref="IsValid"/> holds for.</summary>
    public void Unpack(ReadOnlySpan<byte> words, Span<byte> digits)
    {
        while (!digits.IsEmpty)
        {
            var taken = Math.Min(digits.Length, DigitsPerWord);
            var word = BinaryPrimitives.ReadUInt64LittleEndian(words);
            ref var to = ref MemoryMarshal.GetReference(digits);

            // The first quotient takes the division that is right for all 64 bits; what remains is far below 2^63.
            var quotient = word / _base;
            digits[0] = (byte)(word - (quotient * _base));
            for (var i = 1; i < taken; i++)
            {
                word = quotient;
                quotient = Math.BigMul(word, _reciprocal, out _) >> _shift;
                System.Runtime.CompilerServices.Unsafe.Add(ref to, i) = (byte)(word - (quotient * _base));
            }

            digits = digits[taken..];
            words = words[sizeof(ulong)..];
        }
    }

    /// <summary>Whether every word is one that <see cref="Pack"/> makes of that many digits.</summary>
    public bool IsValid(ReadOnlySpan<byte> words, int digits)
    {
        var full = Power(DigitsPerWord);
        for (; digits > 0; digits -= DigitsPerWord)
        {
            var bound = digits >= DigitsPerWord ? full : Power(digits);
            if (BinaryPrimitives.ReadUInt64LittleEndian(words) >= bound)
            {
                return false;
            }

            words = words[sizeof(ulong)..];
        }

        return true;
    }

    /// <summary>Below 2^64: no power of an odd base is 2^64.</summary>
    private ulong Power(int digits)
    {
        var power = 1UL;
        for (var i = 0; i < digits; i++)
        {
            power *= _base;
        }

        return power;
    }
}
