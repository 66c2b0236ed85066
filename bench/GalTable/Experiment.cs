using EventCollab.Learning;
using EventCollab.Learning.Data;
using EventCollab.Learning.Data.Partitions;
using EventCollab.Learning.Methods.Gal;
using EventCollab.Learning.Methods.Gal.Baselines;

namespace EventCollab.GalTable;

/// <summary>One data set on one split, run with seeds 0 to 3, M = 8, T = 10.</summary>
/// <param name="dataset">The data.</param>
/// <param name="localModel">A model, or several with commas between for blocks of organizations.</param>
/// <param name="splitSeed">Of the split.</param>
/// <param name="seeds">How many, from 0.</param>
internal sealed class Experiment(Dataset dataset, string localModel, long splitSeed, int seeds)
{
    private const int Organizations = 8;
    private const int Rounds = 10;

    private readonly string[] _names = [.. Enumerable.Range(1, Organizations).Select(number => $"org-{number}")];
    private readonly Dictionary<string, IReadOnlyList<InProcessResult>> _results = [];
    private readonly string _model = localModel.Contains(',', StringComparison.Ordinal)
        ? $"\"localModelMix\":[\"{localModel.Replace(",", "\",\"", StringComparison.Ordinal)}\"]"
        : $"\"localModel\":\"{localModel}\"";

    public string Name => dataset.Name;

    public string Metric => dataset.Metric;

    public IReadOnlyList<InProcessResult> Joint() => Run("joint", (setup, data) => GalBaselines.Joint(setup, data.Joint()));

    public IReadOnlyList<InProcessResult> Alone() => Run("alone", (setup, data) => GalBaselines.Alone(setup, data.Organizations[0]));

    public IReadOnlyList<InProcessResult> Late() => Run("late", (setup, data) => LateFusion.Run(setup, ByName(data)));

    public IReadOnlyList<InProcessResult> Sequential() => Run("al", (setup, data) => SequentialAssistance.Run(setup, ByName(data)));

    /// <param name="options">Options of gal as the inside of a JSON object, without the local model.</param>
    public IReadOnlyList<InProcessResult> Gal(string options = "") => Run(
        $"gal {options}", (setup, data) => new InProcessRunner(new GalMethod(), setup, ByName(data)).Run(), options);

    /// <summary>Organizations that fail to answer, by seed, round and index.</summary>
    public IReadOnlyList<InProcessResult> Missing(string name, Func<long, int, int, bool> isMissing) => Run(name, (setup, data) =>
        new InProcessRunner(new GalMethod(), setup, ByName(data)) { IsMissing = (round, organization) => isMissing(setup.Seed, round, Array.IndexOf(_names, organization)) }.Run(), "\"quorum\":1");

    private Dictionary<string, ILocalData> ByName(PartitionedData data) =>
        _names.Index().ToDictionary(pair => pair.Item, pair => (ILocalData)data.Organizations[pair.Index]);

    private IReadOnlyList<InProcessResult> Run(string name, Func<CollaborationSetup, PartitionedData, InProcessResult> run, string options = "")
    {
        if (_results.TryGetValue(name, out var known))
        {
            return known;
        }

        var split = TrainTestSplit.Random(dataset.Samples.Rows, splitSeed);
        var separator = options.Length > 0 ? "," : string.Empty;

        // Seeds side by side: each run keeps to one thread, so their number decides no bits.
        IReadOnlyList<InProcessResult> results = Task.WhenAll(Enumerable.Range(0, seeds).Select(seed => Task.Run(() => run(
            new CollaborationSetup
            {
                Method = GalMethod.MethodName,
                Options = $"{{{_model}{separator}{options}}}",
                Seed = seed,
                Rounds = Rounds,
                Organizations = _names,
                Sponsor = _names[0],
            },
            new PartitionedData(dataset, split, ColumnPartition.For(dataset, Organizations, seed)))))).GetAwaiter().GetResult();
        _results[name] = results;
        return results;
    }
}
