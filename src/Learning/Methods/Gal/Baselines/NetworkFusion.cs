using EventCollab.Learning.Models;
using EventCollab.Learning.Models.Networks;
using EventCollab.Learning.Models.Neural;

namespace EventCollab.Learning.Methods.Gal.Baselines;

/// <summary>
/// Fusion (baselines of the paper): a network for each organization's block, trained together on the labels by one optimiser with
/// one clip. Late fusion adds up their losses and predicts the mean of their outputs; intermediate fusion takes the mean of their
/// extractors' features into one head. Both need the labels, and intermediate fusion gradients, at every organization.
/// </summary>
public static class NetworkFusion
{
    /// <param name="setup">A collaboration of method gal: its seed, its organizations, and the sponsor's model, which must be a network.</param>
    /// <param name="data">By organization; the sponsor's holds the targets.</param>
    /// <param name="epochs">Passes over the rows; null: the paper's for the model.</param>
    /// <param name="compute">Where it trains.</param>
    /// <param name="cancellation">Looked at before each step.</param>
    /// <returns>One report, after the last epoch.</returns>
    /// <exception cref="MethodException">The sponsor's model is no network, or the blocks do not suit it.</exception>
    public static InProcessResult Late(
        CollaborationSetup setup, IReadOnlyDictionary<string, ILocalData> data, int? epochs = null, ComputeSettings? compute = null, CancellationToken cancellation = default) =>
        Run(setup, data, Kind(setup), epochs, compute, intermediate: false, cancellation);

    /// <inheritdoc cref="Late"/>
    public static InProcessResult Intermediate(
        CollaborationSetup setup, IReadOnlyDictionary<string, ILocalData> data, int? epochs = null, ComputeSettings? compute = null, CancellationToken cancellation = default) =>
        Run(setup, data, Kind(setup), epochs, compute, intermediate: true, cancellation);

    /// <summary>The same for a given kind of network.</summary>
    internal static InProcessResult Run(
        CollaborationSetup setup, IReadOnlyDictionary<string, ILocalData> data, LocalModelKind kind, int? epochs, ComputeSettings? compute, bool intermediate, CancellationToken cancellation)
    {
        var options = GalOptions.Parse(setup.Options);
        var sponsor = new SponsorView(options, data[setup.Sponsor!]);
        var random = new RandomSource(SeedSequence.Derive(setup.Seed, 0, setup.Sponsor!, intermediate ? "intermediate fusion" : "late fusion"));
        var settings = new LearnerSettings { Epochs = epochs, BatchSize = options.BatchSize, Compute = compute ?? new ComputeSettings() };
        using var fused = FusedNetworks.Create(
            NetworkKind.All.First(network => network.Kind == kind), settings, [.. setup.Organizations.Select(name => data[name])], sponsor.Loss.Width, intermediate, random);
        fused.Train(sponsor, random, cancellation);
        var (start, _) = sponsor.Start();
        var (training, evaluation) = (fused.Predict(block => block.Training), fused.Predict(block => block.Evaluation));
        return new InProcessResult(
            sponsor.ToTensors(training, evaluation),
            StepOutcome.Completed,
            [sponsor.Report(sponsor.Loss.Value(start), training, evaluation, 1, setup.Organizations)]);
    }

    private static LocalModelKind Kind(CollaborationSetup setup)
    {
        var kind = OrganizationChoices.Of(setup, GalOptions.Parse(setup.Options)).ModelOf(setup.Sponsor!);
        return NetworkKind.All.Any(network => network.Kind == kind) ? kind : throw new MethodException($"fusion needs a network as localModel, not {LocalLearners.NameOf(kind)}.");
    }
}
