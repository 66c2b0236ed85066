using System.Text.Json;
using System.Text.Json.Serialization;
using EventCollab.Learning.Data.Images;
using EventCollab.Learning.Data.Mapped;
using EventCollab.Learning.Data.Partitions;
using EventCollab.Learning.Data.Tables;

namespace EventCollab.Learning.Data.Folders;

/// <summary>
/// One organization's data as files: its own columns of its own rows, <c>split.json</c> with the rows' roles and the preparation
/// and, where it knows them, the targets. What is read back is bit-equal to what an in-process run holds.
/// </summary>
public static class OrganizationFolder
{
    private const string SplitFileName = "split.json";
    private static readonly JsonSerializerOptions Format = new() { RespectNullableAnnotations = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
    private static readonly IReadOnlyList<IHeldFiles> Kinds = [new TableFiles(), new ImageFiles(), new MappedFiles()];

    /// <summary>Writes one folder per organization below <paramref name="root"/>.</summary>
    /// <returns>The folders, in the order of organizations.</returns>
    /// <exception cref="DataException">A file cannot be written.</exception>
    public static IReadOnlyList<string> Write(PartitionedData data, IReadOnlyList<string> organizations, string root) => DataFiles.Writing<IReadOnlyList<string>>(
        root,
        () => [.. organizations.Zip(data.Organizations, (name, organization) => WriteOne(data, organization, Path.Combine(root, name)))]);

    /// <exception cref="DataException">The folder is not one that <see cref="Write"/> made, or was changed so that it does not fit.</exception>
    public static OrganizationData Read(string folder)
    {
        var path = Path.Combine(folder, SplitFileName);
        var split = ReadSplit(path);
        var kind = Kinds.FirstOrDefault(kind => kind.Kind == split.Samples)
            ?? throw new DataException($"{path}: 'samples' is '{split.Samples}'; it must be {string.Join(" or ", Kinds.Select(kind => kind.Kind))}.");
        if (split.Train.Contains(null!) || split.Test.Contains(null!))
        {
            throw new DataException($"{path}: an id in 'train' or 'test' is null; every row needs its id.");
        }

        if (!split.Preparation.All(value => value is { Name: not null, IsSound: true }))
        {
            throw new DataException($"{path}: 'preparation' needs for each column a name, a finite mean, a deviation of at least 0 and sorted categories; make the folder anew with 'eventcollab data split'.");
        }

        var samples = kind.Read(folder, split);
        var rows = Rows(path, split, samples);
        var targets = split.Target is null ? null : Encoding(path, split, samples).Encode(samples, rows);
        var block = ColumnBlock.All(samples);
        return new OrganizationData(samples, new Holding(rows, block, targets is not null), new Preparation(split.Preparation), targets);
    }

    private static string WriteOne(PartitionedData data, OrganizationData organization, string folder)
    {
        var (samples, holding) = (organization.Samples, organization.Holding);
        var split = new FolderSplit
        {
            Samples = string.Empty,
            Shape = holding.Block.Shape,
            Preparation = organization.Preparation.Values,
            Task = holding.Targets ? data.Dataset.Task.ToString() : null,
            Target = holding.Targets ? samples.TargetName : null,
            Classes = holding.Targets ? data.Classes : null,
            Train = organization.TrainingIds,
            Test = organization.EvaluationIds,
        };
        Directory.CreateDirectory(folder);
        var kind = Kinds.First(kind => kind.CanHold(samples));
        var written = kind.Write(folder, organization, split with { Samples = kind.Kind });
        File.WriteAllText(Path.Combine(folder, SplitFileName), JsonSerializer.Serialize(written, Format));
        return folder;
    }

    private static FolderSplit ReadSplit(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<FolderSplit>(File.ReadAllText(path), Format)
                ?? throw new DataException($"{path}: the file holds null; make the folder with 'eventcollab data split'.");
        }
        catch (JsonException error)
        {
            throw new DataException($"{path}: not the split of an organization's folder: {DataFiles.OneLine(error)}", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"{path}: cannot be read ({DataFiles.OneLine(error)}); make the folder with 'eventcollab data split'.", error);
        }
    }

    private static TrainTestSplit Rows(string path, FolderSplit split, ISamples samples)
    {
        var rowOf = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (row, id) in samples.Ids.Index())
        {
            rowOf[id] = row;
        }

        var rows = new TrainTestSplit(Numbers(split.Train), Numbers(split.Test));
        if (rows.Training.Intersect(rows.Evaluation).Any())
        {
            throw new DataException($"{path}: a row is in 'train' and in 'test'; what trains cannot evaluate.");
        }

        return rows.Training.Count >= 2 && rows.Evaluation.Count >= 1
            ? rows
            : throw new DataException($"{path}: at least 2 training rows and 1 evaluation row are needed.");

        int[] Numbers(IReadOnlyList<string> ids) => [.. ids.Select(id => rowOf.TryGetValue(id, out var row)
            ? row
            : throw new DataException($"{path}: row '{id}' is not among the features; every row of 'train' and 'test' must be there."))];
    }

    private static TargetEncoding Encoding(string path, FolderSplit split, ISamples samples)
    {
        if (!Enum.TryParse<PredictionTask>(split.Task, out var task))
        {
            throw new DataException($"{path}: task '{split.Task}' is neither Regression nor Classification.");
        }

        TargetEncoding.Check(samples, task);
        var ascending = split.Classes is { Count: >= 2 } classes && classes.Zip(classes.Skip(1), (left, right) => left < right).All(fits => fits);
        return ascending == (task == PredictionTask.Classification)
            ? new TargetEncoding(split.Classes)
            : throw new DataException($"{path}: classification, and it alone, needs 'classes': at least two values in ascending order.");
    }
}
