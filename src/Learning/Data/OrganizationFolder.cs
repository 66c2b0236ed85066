using System.Globalization;
using System.Text.Json;

namespace EventCollab.Learning.Data;

/// <summary>
/// One organization's data as files: <c>features.csv</c> with its own columns, <c>split.json</c> with the shared rows and, at the
/// sponsor alone, <c>targets.csv</c>. What is read back is bit-equal to what an in-process run holds.
/// </summary>
public static class OrganizationFolder
{
    private const string FeaturesFile = "features.csv";
    private const string TargetsFile = "targets.csv";
    private const string SplitFileName = "split.json";
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = false };

    /// <summary>Writes one folder per organization below <paramref name="root"/>.</summary>
    /// <returns>The folders, in the order of organizations.</returns>
    /// <exception cref="DataException">A file cannot be written.</exception>
    public static IReadOnlyList<string> Write(PartitionedData data, IReadOnlyList<string> organizations, string root)
    {
        try
        {
            return [.. organizations.Select((organization, index) => WriteOne(data, index, Path.Combine(root, organization)))];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"{root}: cannot be written: {error.Message.ReplaceLineEndings(" ")}", error);
        }
    }

    /// <exception cref="DataException">The folder is not one that <see cref="Write"/> made, or was changed so that it does not fit.</exception>
    public static ILocalData Read(string folder)
    {
        var path = Path.Combine(folder, SplitFileName);
        var split = ReadSplit(path);
        var features = TableReader.Read(Path.Combine(folder, FeaturesFile), new TableFormat { Id = split.IdColumn });
        var rows = new TrainTestSplit(Rows(path, split.Train, features), Rows(path, split.Test, features));
        if (rows.Training.Count < 2 || rows.Evaluation.Count < 1)
        {
            throw new DataException($"{path}: at least 2 training rows and 1 evaluation row are needed.");
        }

        return new TabularLocalData(features, [.. Enumerable.Range(0, features.Columns.Count)], rows, ReadTargets(folder, split, features, rows));
    }

    private static string WriteOne(PartitionedData data, int organization, string folder)
    {
        var (table, block) = (data.Dataset.Table, data.Partition.Blocks[organization]);
        var idColumn = "id";
        while (table.Columns.Contains(idColumn, StringComparer.Ordinal))
        {
            idColumn = $"row_{idColumn}";
        }

        Directory.CreateDirectory(folder);
        WriteTable(Path.Combine(folder, FeaturesFile), idColumn, [.. block.Select(column => table.Columns[column])], table.Ids, (row, column) => table.At(row, block[column]));
        var sponsor = organization == 0;
        if (sponsor)
        {
            WriteTable(Path.Combine(folder, TargetsFile), idColumn, [table.TargetName], table.Ids, (row, _) => table.Target[row]);
        }

        var split = new FolderSplit
        {
            IdColumn = idColumn,
            Task = sponsor ? data.Dataset.Task.ToString() : null,
            Target = sponsor ? table.TargetName : null,
            Train = [.. data.Split.Training.Select(row => table.Ids[row])],
            Test = [.. data.Split.Evaluation.Select(row => table.Ids[row])],
        };
        File.WriteAllText(Path.Combine(folder, SplitFileName), JsonSerializer.Serialize(split, Format));
        return folder;
    }

    private static void WriteTable(string path, string idColumn, IReadOnlyList<string> columns, IReadOnlyList<string> ids, Func<int, int, double> value)
    {
        using var writer = new StreamWriter(path) { NewLine = "\n" };
        writer.WriteLine(string.Join(',', columns.Prepend(idColumn).Select(CsvLine.Escape)));
        for (var row = 0; row < ids.Count; row++)
        {
            // "R" writes the shortest text that reads back as the same bits.
            var cells = Enumerable.Range(0, columns.Count).Select(column => value(row, column).ToString("R", CultureInfo.InvariantCulture));
            writer.WriteLine(string.Join(',', cells.Prepend(CsvLine.Escape(ids[row]))));
        }
    }

    private static FolderSplit ReadSplit(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<FolderSplit>(File.ReadAllText(path), Format) is { Train: not null, Test: not null, IdColumn: not null } split
                ? split
                : throw new DataException($"{path}: 'idColumn', 'train' and 'test' are needed.");
        }
        catch (JsonException error)
        {
            throw new DataException($"{path}: not the split of an organization's folder: {error.Message.ReplaceLineEndings(" ")}", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"{path}: cannot be read ({error.Message.ReplaceLineEndings(" ")}); make the folder with 'eventcollab data split'.", error);
        }
    }

    private static int[] Rows(string path, IReadOnlyList<string> ids, Table features)
    {
        var rowOf = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var row = 0; row < features.Rows; row++)
        {
            rowOf[features.Ids[row]] = row;
        }

        return [.. ids.Select(id => rowOf.TryGetValue(id, out var row)
            ? row
            : throw new DataException($"{path}: row '{id}' is not in {FeaturesFile}; every organization needs the same rows."))];
    }

    private static Targets? ReadTargets(string folder, FolderSplit split, Table features, TrainTestSplit rows)
    {
        if (split.Target is null)
        {
            return null;
        }

        var path = Path.Combine(folder, TargetsFile);
        if (!Enum.TryParse<PredictionTask>(split.Task, out var task))
        {
            throw new DataException($"{folder}: task '{split.Task}' in {SplitFileName} is neither Regression nor Classification.");
        }

        var targets = TableReader.Read(path, new TableFormat { Id = split.IdColumn });
        if (!targets.Columns.SequenceEqual([split.Target], StringComparer.Ordinal))
        {
            throw new DataException($"{path}: the columns must be '{split.IdColumn}' and '{split.Target}'.");
        }

        if (!targets.Ids.SequenceEqual(features.Ids, StringComparer.Ordinal))
        {
            throw new DataException($"{path}: its rows are not those of {FeaturesFile}; both need the same ids in the same order.");
        }

        var table = features with { Source = path, TargetName = split.Target, Target = targets.Features };
        TargetEncoding.Check(table, task);
        return TargetEncoding.Encode(table, task, rows);
    }
}
