using System.Globalization;
using System.Text;

namespace EventCollab.Learning.Data.Tables.Reading;

/// <summary>The header line: column names, their roles, and where the rows begin.</summary>
internal sealed class CsvHeader
{
    private const int MaxLength = 1 << 24;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private CsvHeader(string source, string[] names, long dataStart, TableFormat format)
    {
        (Source, Names, DataStart, Format) = (source, names, dataStart, format);
        Separator = (byte)format.Separator;
        Roles = CsvRoles.Of(source, names, format);
    }

    public string Source { get; }

    public IReadOnlyList<string> Names { get; }

    public IReadOnlyList<ColumnRole> Roles { get; }

    public TableFormat Format { get; }

    public byte Separator { get; }

    /// <summary>Offset of the first row.</summary>
    public long DataStart { get; }

    public static CsvHeader Read(ByteSource source, TableFormat format)
    {
        if (source.Length == 0)
        {
            throw new DataException($"{source.Name}: the file is empty; a header line and rows are needed.");
        }

        var start = new byte[(int)Math.Min(source.Length, 1 << 16)];
        int newLine;
        while ((newLine = start.AsSpan(0, source.Read(0, start)).IndexOf((byte)'\n')) < 0 && start.Length < source.Length)
        {
            start = start.Length < MaxLength
                ? new byte[(int)Math.Min(source.Length, start.Length * 4L)]
                : throw new DataException($"{source.Name}: the first {start.Length} bytes hold no end of line; the file is no table with a header line.");
        }

        var skipped = start is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0;
        if (start is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            throw new DataException($"{source.Name}: the file is UTF-16; save it as UTF-8.");
        }

        ReadOnlySpan<byte> line = newLine < 0 ? start.AsSpan(skipped) : start.AsSpan(skipped, newLine - skipped);
        line = line is [.., (byte)'\r'] ? line[..^1] : line;
        return new CsvHeader(source.Name, CheckedNames(source.Name, line, format), newLine < 0 ? source.Length : newLine + 1, format);
    }

    /// <summary>Text of a cell.</summary>
    /// <returns>Null where the bytes are not UTF-8.</returns>
    public static string? Text(ReadOnlySpan<byte> cell)
    {
        try
        {
            return Strict.GetString(cell);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static string[] CheckedNames(string source, ReadOnlySpan<byte> line, TableFormat format)
    {
        var names = Split(source, line, format);
        if (names.Count == 1 && format.Separator == ',' && line.ContainsAny((byte)';', (byte)'\t'))
        {
            throw new DataException($"{source}: the header line has no comma; if cells are separated by {(line.Contains((byte)';') ? "';', say --separator ';'" : "tabs, say --separator tab")}.");
        }

        for (var column = 0; column < names.Count; column++)
        {
            if (names[column].Length == 0)
            {
                throw new DataException($"{source}: column {column + 1} has no name; name every column in the header line.");
            }

            var earlier = names.IndexOf(names[column]);
            if (earlier < column)
            {
                throw new DataException($"{source}: columns {earlier + 1} and {column + 1} are both named '{names[column]}'; column names must differ.");
            }
        }

        return names.TrueForAll(name => double.TryParse(name, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
            ? throw new DataException($"{source}: the first line holds numbers only; a header line with column names is needed.")
            : [.. names];
    }

    private static List<string> Split(string source, ReadOnlySpan<byte> line, TableFormat format)
    {
        var names = new List<string>();
        byte[] scratch = [];
        for (var at = 0; ;)
        {
            var cell = CsvCell.Read(line, at, (byte)format.Separator, ref scratch, out at, out var fault);
            if (fault is not null)
            {
                throw new DataException($"{source}: line 1: {fault}");
            }

            names.Add((Text(cell) ?? throw new DataException($"{source}: line 1: column {names.Count + 1}'s name is not UTF-8; save the file as UTF-8.")).Trim());
            if (at++ >= line.Length)
            {
                return names;
            }
        }
    }
}
