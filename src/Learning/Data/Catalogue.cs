namespace EventCollab.Learning.Data;

/// <summary>The data sets known by name, and the folders in which they are looked for.</summary>
/// <param name="roots">Folders in the order in which they are tried.</param>
public sealed class Catalogue(IReadOnlyList<string> roots)
{
    private const string CcBy = "CC BY 4.0 (UCI; read the publisher's page before redistributing)";

    public static IReadOnlyList<CatalogueEntry> Entries { get; } =
    [
        new("boston_housing", "boston_housing/boston_housing.csv", PredictionTask.Regression, 506, 13,
            "Harrison and Rubinfeld 1978 (StatLib); comparison with published results only: column B encodes racial composition", "none stated"),
        new("breast_cancer", "breast_cancer/breast_cancer.csv", PredictionTask.Classification, 569, 30, "UCI, Breast Cancer Wisconsin (Diagnostic)", CcBy),
        new("diabetes", "diabetes/diabetes.csv", PredictionTask.Regression, 442, 10, "Efron, Hastie, Johnstone, Tibshirani 2004", "none stated"),
        new("digits", "digits/digits.csv", PredictionTask.Classification, 1797, 64, "UCI, Optical Recognition of Handwritten Digits, test part", CcBy, new ImageLayout(8, 8)),
        new("iris", "iris/iris.csv", PredictionTask.Classification, 150, 4, "UCI, Iris, with Fisher's published values", CcBy),
        new("qsar_biodegradation", "qsar_biodegradation/qsar_biodegradation.csv", PredictionTask.Classification, 1055, 41, "UCI, QSAR biodegradation", CcBy),
        new("wine", "wine/wine.csv", PredictionTask.Classification, 178, 13, "UCI, Wine", CcBy),
    ];

    public IReadOnlyList<string> Roots => roots;

    /// <summary>The roots of design and help: the given one, EVENTCOLLAB_DATA, ../shared/data (of the current folder and of the repository), the user's cache.</summary>
    /// <param name="dataRoot">The given one, or null.</param>
    /// <param name="environment">Reads an environment variable.</param>
    /// <param name="currentFolder">Where the command was started.</param>
    public static Catalogue Default(string? dataRoot, Func<string, string?> environment, string currentFolder)
    {
        var cache = environment("XDG_CACHE_HOME") is { Length: > 0 } given ? given : Path.Combine(environment("HOME") ?? currentFolder, ".cache");
        string?[] all =
        [
            dataRoot,
            environment("EVENTCOLLAB_DATA"),
            Path.Combine(currentFolder, "..", "shared", "data"),
            RepositoryRoot(currentFolder) is { } root ? Path.Combine(root, "..", "shared", "data") : null,
            Path.Combine(cache, "eventcollab"),
        ];
        return new Catalogue([.. all.Where(folder => !string.IsNullOrEmpty(folder)).Select(folder => Path.GetFullPath(folder!)).Distinct()]);
    }

    public static CatalogueEntry? Find(string name) => Entries.FirstOrDefault(entry => string.Equals(entry.Name, name, StringComparison.Ordinal));

    /// <returns>The path of its file, or null where no root has it.</returns>
    public string? Locate(CatalogueEntry entry) => roots.Select(root => Path.Combine(root, entry.File)).FirstOrDefault(File.Exists);

    /// <summary>Loads a data set by its name in the catalogue or by the path of a CSV file.</summary>
    /// <exception cref="DataException">The name is unknown, the file is nowhere, or its content cannot be used.</exception>
    public Dataset Load(DataRequest request) =>
        Find(request.Data) is { } entry ? LoadEntry(entry, request) : LoadFile(request);

    private Dataset LoadEntry(CatalogueEntry entry, DataRequest request)
    {
        var path = Locate(entry) ?? throw new DataException(
            $"Data set '{entry.Name}' was not found as {entry.File} in {string.Join(", ", roots)}; give its folder with --data-root or EVENTCOLLAB_DATA "
            + "(tables have no official archive with a listed hash, so they are not downloaded).");
        return Dataset(entry.Name, path, request, request.Target ?? CatalogueEntry.Target, request.Target is null or CatalogueEntry.Target ? entry.Task : null, entry.Layout);
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

        var name = Path.GetFileNameWithoutExtension(request.Data);
        var target = request.Target ?? throw new DataException($"{request.Data}: which column is predicted? Name it with --target COLUMN.");
        return Dataset(name, request.Data, request, target, null, null);
    }

    private static Dataset Dataset(string name, string path, DataRequest request, string target, PredictionTask? catalogue, ImageLayout? layout)
    {
        var table = TableReader.Read(path, new TableFormat { Target = target, Id = request.Id });
        var (task, rule) = TaskRule.Decide(request.Task, catalogue, table);
        TargetEncoding.Check(table, task);
        var image = layout is { } size && size.Height * size.Width == table.Columns.Count ? layout : null;
        return new Dataset { Name = name, Table = table, Task = task, TaskRule = rule, Layout = image };
    }

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
