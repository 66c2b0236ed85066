using System.Globalization;

namespace EventCollab.Learning.Data.Tables.Reading;

/// <summary>
/// Reads numbers from bytes. A decimal of at most 2^53 and a power of ten of at most 22 are both exact in double, so that one
/// division or product is correctly rounded (Clinger 1990); everything else goes the runtime's way, with the same result.
/// </summary>
internal static class NumberText
{
    private const ulong MaxExact = 1UL << 53;
    private const int MaxPower = 22;

    // Eighteen digits never overflow.
    private const int MaxDigits = 18;

    private static ReadOnlySpan<double> Powers =>
    [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ];

    /// <summary>Reads a plain decimal up to the separator or the line's end.</summary>
    /// <returns>False where the cell is anything else; then it is to be read in full.</returns>
    public static bool TryReadCell(ReadOnlySpan<byte> line, int start, byte separator, out double value, out int end)
    {
        var at = start;
        var negative = at < line.Length && line[at] == (byte)'-';
        at += negative ? 1 : 0;
        var first = at;
        ulong digits = 0;
        for (; at < line.Length && (uint)(line[at] - '0') <= 9; at++)
        {
            digits = unchecked((digits * 10) + (uint)(line[at] - '0'));
        }

        var count = at - first;
        var decimals = 0;
        if (at < line.Length && line[at] == (byte)'.')
        {
            for (at++; at < line.Length && (uint)(line[at] - '0') <= 9; at++)
            {
                digits = unchecked((digits * 10) + (uint)(line[at] - '0'));
                decimals++;
            }
        }

        end = at;
        count += decimals;
        var magnitude = (double)digits / Powers[Math.Min(decimals, MaxPower)];
        value = negative ? -magnitude : magnitude;
        return count is > 0 and <= MaxDigits && digits <= MaxExact && (at == line.Length || line[at] == separator);
    }

    /// <returns>False where the text is no number; infinities and NaN are.</returns>
    public static bool TryParse(ReadOnlySpan<byte> cell, out double value) => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
}
