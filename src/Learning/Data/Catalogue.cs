using EventCollab.Learning.Data.Images;
using EventCollab.Learning.Data.Mapped;
using EventCollab.Learning.Data.Tables;

namespace EventCollab.Learning.Data;

/// <summary>The data sets known by name, and the folders in which they are looked for.</summary>
/// <param name="roots">Folders in the order in which they are tried.</param>
public sealed class Catalogue(IReadOnlyList<string> roots)
{
    public static IReadOnlyList<CatalogueEntry> Entries => KnownData.Entries;

    public IReadOnlyList<string> Roots => roots;

    /// <summary>The roots of design and help: the given one, EVENTCOLLAB_DATA, ../shared/data (of the current folder and of the repository), the user's cache.</summary>
    /// <param name="dataRoot">The given one, or null.</param>
    /// <param name="environment">Reads an environment variable.</param>
    /// <param name="currentFolder">Where the command was started.</param>
    /// <exception cref="DataException">The given folder, or EVENTCOLLAB_DATA, is not there: a misspelt one would be passed over in silence.</exception>
    public static Catalogue Default(string? dataRoot, Func<string, string?> environment, string currentFolder)
    {
        var cache = environment("XDG_CACHE_HOME") is { Length: > 0 } given ? given : Path.Combine(environment("HOME") ?? currentFolder, ".cache");
        string?[] all =
        [
            Existing("--data-root", dataRoot, currentFolder),
            Existing("EVENTCOLLAB_DATA", environment("EVENTCOLLAB_DATA"), currentFolder),
            Path.Combine(currentFolder, "..", "shared", "data"),
            RepositoryRoot(currentFolder) is { } root ? Path.Combine(root, "..", "shared", "data") : null,
            Path.Combine(cache, "eventcollab"),
        ];
        return new Catalogue([.. all.Where(folder => !string.IsNullOrEmpty(folder)).Select(folder => Path.GetFullPath(folder!)).Distinct()]);
    }

    public static CatalogueEntry? Find(string name) => Entries.FirstOrDefault(entry => string.Equals(entry.Name, name, StringComparison.Ordinal));

    /// <returns>The path of its file, or of its images' folder; null where no root has it.</returns>
    public string? Locate(CatalogueEntry entry) =>
        roots.Select(root => Path.Combine(root, entry.Path)).FirstOrDefault(entry.IsImages ? ImageFolder.IsOne : File.Exists);

    /// <summary>Loads a data set by its name in the catalogue, by the path of a CSV file, or by the path of a folder of images.</summary>
    /// <exception cref="DataException">The name is unknown, the file is nowhere, or its content cannot be used.</exception>
    public Dataset Load(DataRequest request)
    {
        if (Find(request.Data) is { } entry)
        {
            return LoadEntry(entry, request);
        }

        return Directory.Exists(request.Data) ? Images(Path.GetFileName(Path.TrimEndingDirectorySeparator(request.Data)), request.Data, null) : LoadFile(request);
    }

    private Dataset LoadEntry(CatalogueEntry entry, DataRequest request)
    {
        var path = Locate(entry) ?? throw new DataException(
            $"Data set '{entry.Name}' was not found as {entry.Path} in {string.Join(", ", roots)}; give its folder with --data-root or EVENTCOLLAB_DATA "
            + (entry.Addresses.Count > 0 ? $"or fetch it with 'eventcollab data get {entry.Name}'." : "(it has no official archive with a listed hash, so it is not downloaded)."));
        return entry.IsImages
            ? Images(entry.Name, path, entry.Caution)
            : Table(entry.Name, path, request, request.Target ?? CatalogueEntry.Target, request.Target is null or CatalogueEntry.Target ? entry : null);
    }

    private static Dataset LoadFile(DataRequest request)
    {
        var looksLikePath = request.Data.Contains('/', StringComparison.Ordinal) || request.Data.EndsWith(".csv", StringComparison.OrdinalIgnoreCase);
        if (!File.Exists(request.Data))
        {
            throw new DataException(looksLikePath
                ? $"{request.Data}: there is no such file."
                : $"'{request.Data}' is neither a data set of the catalogue nor a file{NearestName.Hint(request.Data, Entries.Select(entry => entry.Name))}; "
                    + $"the catalogue has {string.Join(", ", Entries.Select(entry => entry.Name))}.");
        }

        if (MappedSet.IsOne(request.Data))
        {
            return Mapped(request);
        }

        var target = request.Target ?? throw new DataException($"{request.Data}: which column is predicted? Name it with --target COLUMN.");
        return Table(Path.GetFileNameWithoutExtension(request.Data), request.Data, request, target, null);
    }

    private static Dataset Images(string name, string folder, string? caution)
    {
        var (images, split) = ImageFolder.Read(folder);
        return new Dataset
        {
            Name = name,
            Samples = images,
            Task = PredictionTask.Classification,
            TaskRule = "images have classes",
            OfficialSplit = split,
            Caution = caution,
        };
    }

    private static Dataset Mapped(DataRequest request)
    {
        var samples = MappedSet.Open(request.Data);
        if (samples.TargetName.Length == 0 || (request.Target is { } target && target != samples.TargetName))
        {
            throw new DataException(
                $"{request.Data}: {(samples.TargetName.Length == 0 ? "the file has no target" : $"its target is '{samples.TargetName}'")}; make it anew with 'eventcollab data convert --target COLUMN'.");
        }

        var (task, rule) = TaskRule.Decide(request.Task, samples.OfficialSplit is null ? null : PredictionTask.Classification, samples);
        TargetEncoding.Check(samples, task);
        return new Dataset { Name = Path.GetFileNameWithoutExtension(request.Data), Samples = samples, Task = task, TaskRule = rule, OfficialSplit = samples.OfficialSplit };
    }

    private static Dataset Table(string name, string path, DataRequest request, string target, CatalogueEntry? entry)
    {
        var table = TableReader.Read(path, new TableFormat
        {
            Target = target,
            Id = request.Id,
            Group = request.Group,
            Separator = request.Separator,
            Categorical = request.Categorical,
            Excluded = [.. request.Excluded.Concat(entry?.Excluded ?? []).Where(column => column != request.Group)],
            MissingAllowed = request.Rules.Imputation is not null,
            TargetMap = request.TargetMap,
            Rules = request.Rules,
        });
        var (task, rule) = TaskRule.Decide(request.Task, entry?.Task, table);
        TargetEncoding.Check(table, task);
        var layout = entry?.Layout is { } image && image.Size == table.Columns.Count ? image : null;
        return new Dataset { Name = name, Samples = table with { Layout = layout }, Task = task, TaskRule = rule, Caution = entry?.CautionWhere(filled: request.Rules.Imputation is not null) };
    }

    private static string? Existing(string setting, string? folder, string currentFolder) =>
        string.IsNullOrEmpty(folder) || Directory.Exists(Path.GetFullPath(folder, currentFolder))
            ? folder
            : throw new DataException($"{setting} names {folder}, and there is no such folder.");

    private static string? RepositoryRoot(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "EventCollab.sln")))
            {
                return at.FullName;
            }
        }

        return null;
    }
}
