using EventCollab.Learning.Methods.Gal;

namespace EventCollab.Learning.Tests;

/// <summary>A made-up table of 60 + 20 rows, one column for each organization, and a target that depends on all of them.</summary>
internal sealed class Cohort
{
    public const int TrainingRows = 60;
    public const int EvaluationRows = 20;

    public Cohort(int organizations, int? classes = null)
    {
        var random = new RandomSource(7);
        var rows = TrainingRows + EvaluationRows;
        var columns = Enumerable.Range(0, organizations).Select(_ => Enumerable.Range(0, rows).Select(_ => (float)random.NextNormal()).ToArray()).ToArray();
        var targets = Enumerable.Range(0, rows)
            .Select(row => 10 + columns.Index().Sum(column => (column.Index + 1) * (double)column.Item[row]) + random.NextNormal())
            .Select(value => classes is { } count ? Math.Clamp(Math.Floor((value - 10) / 4) + (count / 2), 0, count - 1) : value)
            .ToArray();
        Names = [.. Enumerable.Range(1, organizations).Select(number => $"org-{number}")];
        Data = Names.Index().ToDictionary(
            pair => pair.Item,
            pair => (ILocalData)new LocalRows(
                new FeatureMatrix(columns[pair.Index][..TrainingRows], TrainingRows, 1),
                new FeatureMatrix(columns[pair.Index][TrainingRows..], EvaluationRows, 1),
                pair.Index == 0 ? new Targets(targets[..TrainingRows], targets[TrainingRows..], classes) : null));
    }

    public IReadOnlyList<string> Names { get; }

    public Dictionary<string, ILocalData> Data { get; }

    public CollaborationSetup Setup(string options = """{"localModel":"ridge"}""", int rounds = 4, long seed = 3) => new()
    {
        Method = GalMethod.MethodName,
        Options = options,
        Seed = seed,
        Rounds = rounds,
        Organizations = Names,
        Sponsor = Names[0],
    };

    public OrganizationContext ContextOf(string organization, IModelStore? models = null) =>
        new() { Organization = organization, Data = Data[organization], Models = models ?? new MemoryModelStore() };

    public InProcessRunner Runner(string options = """{"localModel":"ridge"}""", int rounds = 4, long seed = 3) =>
        new(new GalMethod(), Setup(options, rounds, seed), Data);
}
