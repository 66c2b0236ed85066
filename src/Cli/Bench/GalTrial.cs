using System.Text.Json.Nodes;
using EventCollab.Cli.Input;
using EventCollab.Learning;
using EventCollab.Learning.Data;
using EventCollab.Learning.Methods.Gal;
using EventCollab.Learning.Methods.Gal.Baselines;

namespace EventCollab.Cli.Bench;

/// <summary>GAL in a plain loop on one split, for several seeds: the last round's metric of each.</summary>
internal sealed class GalTrial(Dataset dataset, string model, int rounds, int seeds, long splitSeed)
{
    private const int Organizations = 8;
    private static readonly string[] Names = [.. OrganizationNames.Create(Organizations).Select(organization => organization.Value)];

    /// <param name="options">Options beside the local model.</param>
    /// <param name="cancellation">Ends the trial.</param>
    public IReadOnlyList<double> Together(JsonObject? options, CancellationToken cancellation) => Each(
        (data, setup) =>
        {
            var local = Names.Zip(data.Organizations).ToDictionary(pair => pair.First, ILocalData (pair) => pair.Second);
            return new InProcessRunner(new GalMethod(), setup, local).Run(cancellation);
        },
        options);

    public IReadOnlyList<double> Alone(CancellationToken cancellation) =>
        Each((data, setup) => GalBaselines.Alone(setup, data.Organizations[0], cancellation), null);

    public IReadOnlyList<double> Joint(CancellationToken cancellation) =>
        Each((data, setup) => GalBaselines.Joint(setup, data.Joint(), cancellation), null);

    private double[] Each(Func<PartitionedData, CollaborationSetup, InProcessResult> run, JsonObject? options) =>
        [.. Enumerable.Range(0, seeds).Select(seed => run(Data(seed), Setup(seed, options)).Reports[^1].Metric)];

    private PartitionedData Data(int seed) =>
        new(dataset, TrainTestSplit.Random(dataset.Table.Rows, splitSeed), ColumnPartition.For(dataset, Organizations, seed));

    private CollaborationSetup Setup(int seed, JsonObject? options)
    {
        var json = options?.DeepClone().AsObject() ?? [];
        json["localModel"] = model;
        return new CollaborationSetup
        {
            Method = GalMethod.MethodName,
            Options = json.ToJsonString(),
            Seed = seed,
            Rounds = rounds,
            Organizations = Names,
            Sponsor = Names[0],
        };
    }
}
