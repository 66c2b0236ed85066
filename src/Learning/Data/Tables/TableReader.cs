using System.Text;
using EventCollab.Learning.Data.Tables.Reading;

namespace EventCollab.Learning.Data.Tables;

/// <summary>
/// Reads a CSV file (UTF-8, header line) in chunks, on all processors, into its final place in memory; the result and what is
/// refused do not depend on their number. A missing or mistyped cell never silently becomes a zero: it is refused unless asked for.
/// </summary>
public static class TableReader
{
    /// <exception cref="DataException">The file is not there or holds anything but a full table of what was asked for.</exception>
    public static Table Read(string path, TableFormat format) => DataFiles.Reading(path, () =>
    {
        using var source = ByteSource.Open(path);
        return Read(source, format);
    });

    /// <inheritdoc cref="Read(string, TableFormat)"/>
    /// <param name="text">The file's text.</param>
    /// <param name="source">Name for messages.</param>
    /// <param name="format">Roles of columns.</param>
    public static Table Parse(string text, string source, TableFormat format)
    {
        using var bytes = new ByteSource(source, Encoding.UTF8.GetBytes(text));
        return Read(bytes, format);
    }

    /// <param name="source">All bytes.</param>
    /// <param name="format">Roles of columns.</param>
    /// <param name="chunk">Bytes of a chunk, for tests.</param>
    internal static Table Read(ByteSource source, TableFormat format, int chunk = 1 << 20)
    {
        var header = CsvHeader.Read(source, format);
        var chunks = new LineChunks(source, header.DataStart, chunk);
        var width = header.Roles.Count(role => role is ColumnRole.Number or ColumnRole.Category);
        if (chunks.Lines == 0)
        {
            throw new DataException($"{source.Name}: there is a header but no row; at least 3 rows are needed.");
        }

        if (chunks.Lines * width > Array.MaxLength)
        {
            throw new DataException(
                $"{source.Name}: {chunks.Lines} rows of {width} columns are more than a table in memory can hold; make a mapped file of it with 'eventcollab data convert'.");
        }

        var buffers = new TableBuffers(header, (int)chunks.Lines);
        var parsers = Parse(header, chunks, buffers);
        CheckIds(header, buffers);
        return Finish(header, buffers, parsers);
    }

    private static RowParser[] Parse(CsvHeader header, LineChunks chunks, TableBuffers buffers)
    {
        var parsers = new RowParser[chunks.Count];
        Chunks.ForEach(chunks.Count, chunk => chunks.Read(chunk, (parsers[chunk] = new RowParser(header, buffers)).Parse));
        return parsers;
    }

    private static void CheckIds(CsvHeader header, TableBuffers buffers)
    {
        if (buffers.Ids is not { } ids)
        {
            return;
        }

        var rowOf = new Dictionary<string, int>(ids.Length, StringComparer.Ordinal);
        for (var row = 0; row < ids.Length; row++)
        {
            if (!rowOf.TryAdd(ids[row], row))
            {
                throw new DataException(
                    $"{header.Source}: row {row} (line {row + 2}), column '{header.Format.Id}': id '{ids[row]}' is already that of row {rowOf[ids[row]]}; ids must occur once.");
            }
        }
    }

    private static Table Finish(CsvHeader header, TableBuffers buffers, RowParser[] parsers)
    {
        var texts = new IReadOnlyList<string>?[header.Names.Count];
        for (var column = 0; column < texts.Length; column++)
        {
            texts[column] = parsers[0].Categories[column] is null ? null : Align(header, buffers, parsers, column);
        }

        int[] features = [.. Enumerable.Range(0, texts.Length).Where(column => header.Roles[column] is ColumnRole.Number or ColumnRole.Category)];
        var target = header.Roles.Index().FirstOrDefault(pair => pair.Item == ColumnRole.TargetCategory, (Index: -1, Item: ColumnRole.Number)).Index;
        var group = header.Names.Index().FirstOrDefault(pair => pair.Item == header.Format.Group, (Index: -1, Item: string.Empty)).Index;
        return new Table(
            header.Source,
            buffers.Ids is { } ids ? ids : new NumberedIds(buffers.Rows),
            [.. features.Select(column => header.Names[column])],
            buffers.Features,
            header.Format.Target ?? string.Empty,
            buffers.Target)
        {
            Categories = [.. features.Select(column => texts[column])],
            TargetCategories = target < 0 ? null : texts[target],
            Groups = group < 0 ? null : Groups(header, buffers, texts[group]!, group),
            Rules = header.Format.Rules,
        };
    }

    /// <summary>Brings the chunks' numbers of one column in line: categories are numbered in ordinal order of their texts.</summary>
    private static string[] Align(CsvHeader header, TableBuffers buffers, RowParser[] parsers, int column)
    {
        string[] texts = [.. parsers.SelectMany(parser => parser.Categories[column]!.Texts).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (texts.Length > CategoryTexts.Most)
        {
            throw new DataException($"{header.Source}: column '{header.Names[column]}': more than {CategoryTexts.Most} different texts; leave the column out with --exclude.");
        }

        var placeOf = texts.Index().ToDictionary(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal);
        foreach (var parser in parsers)
        {
            var places = parser.Categories[column]!.Places(placeOf);
            for (var row = parser.FirstRow; row >= 0 && row < parser.NextRow; row++)
            {
                ref var number = ref buffers.CategoryAt(header.Roles[column], column, row);
                number = double.IsNaN(number) ? number : places[(int)number];
            }
        }

        return texts;
    }

    private static string[] Groups(CsvHeader header, TableBuffers buffers, IReadOnlyList<string> texts, int column)
    {
        var groups = new string[buffers.Rows];
        for (var row = 0; row < groups.Length; row++)
        {
            var number = buffers.CategoryAt(header.Roles[column], column, row);
            groups[row] = double.IsNaN(number)
                ? throw new DataException($"{header.Source}: row {row} (line {row + 2}), column '{header.Names[column]}': the cell is missing; every row needs its organization.")
                : texts[(int)number];
        }

        return groups;
    }
}
