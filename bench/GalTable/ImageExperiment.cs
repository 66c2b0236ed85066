using System.Diagnostics;
using EventCollab.Learning;
using EventCollab.Learning.Data;
using EventCollab.Learning.Data.Partitions;
using EventCollab.Learning.Methods.Gal;
using EventCollab.Learning.Methods.Gal.Baselines;

namespace EventCollab.GalTable;

/// <summary>The methods of Table B on one data set, each with every seed, as many side by side as there are processors.</summary>
internal sealed class ImageExperiment(Dataset dataset, ImageScale scale, ComputeSettings compute)
{
    private const int Organizations = 8;

    private readonly string[] _names = [.. Enumerable.Range(1, Organizations).Select(number => $"org-{number}")];

    /// <param name="log">Told of each run that is done.</param>
    /// <returns>Accuracy by method, and seconds by the clock over all seeds.</returns>
    public IReadOnlyDictionary<string, (Summary Accuracy, double Seconds)> Run(Action<string> log)
    {
        // The longest first, so that none is left alone at the end.
        var runs = new (string Name, Func<CollaborationSetup, PartitionedData, InProcessResult> Run)[]
        {
            ("joint", (setup, data) => GalBaselines.Joint(setup, data.Joint(), compute)),
            ("interm", (setup, data) => NetworkFusion.Intermediate(setup, ByName(data), scale.Rounds * scale.Epochs, compute)),
            ("late", (setup, data) => NetworkFusion.Late(setup, ByName(data), scale.Rounds * scale.Epochs, compute)),
            ("al", (setup, data) => SequentialAssistance.Run(setup, ByName(data), compute)),
            ("gal", (setup, data) => Gal(setup, data)),
            ("dms", (setup, data) => Gal(setup with { Options = Options(",\"deepModelSharing\":true") }, data)),
            ("alone", (setup, data) => GalBaselines.Alone(setup, data.Organizations[0], compute)),
        };
        var data = new PartitionedData(
            dataset, TrainTestSplit.For(dataset, 0).Take(dataset, scale.TrainingSamples, scale.EvaluationSamples, 0), ColumnPartition.For(dataset, Organizations, 0));
        var work = runs.SelectMany(run => Enumerable.Range(0, scale.Seeds).Select(seed => (run.Name, run.Run, Seed: seed))).ToList();
        var done = new (string Name, InProcessResult Result, double Seconds)[work.Count];
        var places = compute.Device == "cpu" ? Environment.ProcessorCount : 1;
        Parallel.ForEach(work.Index(), new ParallelOptions { MaxDegreeOfParallelism = places }, piece =>
        {
            var clock = Stopwatch.StartNew();
            var result = piece.Item.Run(Setup(piece.Item.Seed), data);
            done[piece.Index] = (piece.Item.Name, result, clock.Elapsed.TotalSeconds);
            log($"{dataset.Name}: {piece.Item.Name}, seed {piece.Item.Seed}: {result.Reports[^1].Metric:F2} % after {clock.Elapsed.TotalSeconds:F0} s");
        });
        return done.GroupBy(run => run.Name).ToDictionary(group => group.Key, group => (Summary.Of(group.Select(run => run.Result)), group.Sum(run => run.Seconds)));
    }

    private InProcessResult Gal(CollaborationSetup setup, PartitionedData data) =>
        new InProcessRunner(new GalMethod(), setup, ByName(data)) { Compute = compute }.Run();

    private CollaborationSetup Setup(int seed) => new()
    {
        Method = GalMethod.MethodName,
        Options = Options(string.Empty),
        Seed = seed,
        Rounds = scale.Rounds,
        Organizations = _names,
        Sponsor = _names[0],
    };

    private string Options(string more) => $"{{\"localModel\":\"cnn\",\"epochs\":{scale.Epochs},\"batchSize\":{scale.BatchSize}{more}}}";

    private Dictionary<string, ILocalData> ByName(PartitionedData data) =>
        _names.Index().ToDictionary(pair => pair.Item, pair => (ILocalData)data.Organizations[pair.Index]);
}
