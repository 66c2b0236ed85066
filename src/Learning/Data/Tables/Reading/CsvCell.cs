using System.Buffers;

namespace EventCollab.Learning.Data.Tables.Reading;

/// <summary>Finds and writes the cells of a CSV line, quoted ones included (RFC 4180 without line breaks inside cells).</summary>
internal static class CsvCell
{
    private static readonly SearchValues<char> NeedQuotes = SearchValues.Create(",;\t\"\r\n");

    /// <summary>Quotes a cell where it needs it, also where blanks around it would be lost.</summary>
    public static string Escape(string cell) =>
        cell.AsSpan().ContainsAny(NeedQuotes) || cell.Trim().Length != cell.Length ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;

    /// <summary>The cell that begins at <paramref name="start"/>, without quotes and the blanks around it.</summary>
    /// <param name="line">The whole line.</param>
    /// <param name="start">Where the cell begins.</param>
    /// <param name="separator">Between cells.</param>
    /// <param name="scratch">Takes a quoted cell's text; grows as needed.</param>
    /// <param name="end">The separator's place, or the line's length.</param>
    /// <param name="fault">Why the cell cannot be read; null where it can.</param>
    public static ReadOnlySpan<byte> Read(ReadOnlySpan<byte> line, int start, byte separator, ref byte[] scratch, out int end, out string? fault)
    {
        fault = null;
        if (start >= line.Length || line[start] != (byte)'"')
        {
            var length = line[start..].IndexOf(separator);
            end = length < 0 ? line.Length : start + length;
            return Trim(line[start..end]);
        }

        return Quoted(line, start + 1, separator, ref scratch, out end, out fault);
    }

    private static ReadOnlySpan<byte> Quoted(ReadOnlySpan<byte> line, int start, byte separator, ref byte[] scratch, out int end, out string? fault)
    {
        if (scratch.Length < line.Length)
        {
            scratch = new byte[line.Length];
        }

        var length = 0;
        for (end = start; end < line.Length; end++)
        {
            if (line[end] == (byte)'"')
            {
                end++;
                if (end >= line.Length || line[end] != (byte)'"')
                {
                    fault = end >= line.Length || line[end] == separator
                        ? null
                        : $"text after the closing quote at character {end + 1}; separate cells by {(separator == (byte)',' ? "commas" : $"'{(char)separator}'")}.";
                    return scratch.AsSpan(0, length);
                }
            }

            scratch[length++] = line[end];
        }

        fault = "a quoted cell is not closed; line breaks inside cells are not supported.";
        return default;
    }

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> cell)
    {
        while (cell is [(byte)' ' or (byte)'\t', ..])
        {
            cell = cell[1..];
        }

        while (cell is [.., (byte)' ' or (byte)'\t'])
        {
            cell = cell[..^1];
        }

        return cell;
    }
}
