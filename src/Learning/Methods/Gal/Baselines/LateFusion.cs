using EventCollab.Learning.Models;
using EventCollab.Learning.Models.Networks;
using EventCollab.Learning.Models.Neural;

namespace EventCollab.Learning.Methods.Gal.Baselines;

/// <summary>
/// Late fusion: each block has a linear model of the labels themselves, trained together (sum of the losses, one
/// optimiser, one clip), and the prediction is the mean of their outputs. It needs the labels at every organization. For
/// regression the published figures start at 0 with a clipped gradient and never reach the targets' mean: so do these.
/// </summary>
public static class LateFusion
{
    /// <param name="setup">A collaboration of method gal; only its seed and organizations count.</param>
    /// <param name="data">By organization; the sponsor's holds the targets.</param>
    /// <param name="cancellation">Stops between epochs.</param>
    /// <returns>One report, after 100 epochs.</returns>
    public static InProcessResult Run(CollaborationSetup setup, IReadOnlyDictionary<string, ILocalData> data, CancellationToken cancellation = default)
    {
        var sponsor = new SponsorView(GalOptions.Parse(setup.Options), data[setup.Sponsor!]);
        var random = new RandomSource(SeedSequence.Derive(setup.Seed, 0, setup.Sponsor!, "late fusion"));
        var blocks = setup.Organizations.Select(name => data[name]).ToList();
        var networks = blocks.ConvertAll<Network>(block => new LinearNetwork(block.Training.Columns, sponsor.Loss.Width));
        try
        {
            networks.ForEach(network => Initialization.Draw(network, random));
            Train(networks, blocks, sponsor, random, cancellation);
            return Result(setup, networks, blocks, sponsor);
        }
        finally
        {
            networks.ForEach(network => network.Dispose());
        }
    }

    private static void Train(
        List<Network> networks, List<ILocalData> blocks, SponsorView sponsor, RandomSource random, CancellationToken cancellation)
    {
        var device = DeviceChoice.Prepare(new ComputeSettings());
        var inputs = blocks.ConvertAll(block => new RowReader(block.Training, device));
        try
        {
            using var targets = Targets(sponsor, blocks[0].Training, device);
            new GradientDescent("late fusion", TrainingRecipe.Tables).Run(
                [.. networks.SelectMany(network => network.parameters())],
                new LateFusionObjective(networks, inputs, targets),
                normalised: false,
                random,
                null,
                cancellation);
        }
        finally
        {
            inputs.ForEach(reader => reader.Dispose());
        }
    }

    private static ITargets Targets(SponsorView sponsor, IFeatures features, Device device) => sponsor.Targets.Classes is null
        ? new ResidualTargets(new RegressionTask(features, Array.ConvertAll(sponsor.Targets.Training, value => (float)value), 1, 1, 0), LocalLoss.L1, device)
        : new LabelTargets(Array.ConvertAll(sponsor.Targets.Training, value => (int)value), device);

    private static InProcessResult Result(CollaborationSetup setup, List<Network> networks, List<ILocalData> blocks, SponsorView sponsor)
    {
        var (start, _) = sponsor.Start();
        var before = sponsor.Loss.Value(start);
        var training = Mean(networks, [.. blocks.Select(block => block.Training)], sponsor.Loss.Width);
        var evaluation = Mean(networks, [.. blocks.Select(block => block.Evaluation)], sponsor.Loss.Width);
        return new InProcessResult(
            sponsor.ToTensors(training, evaluation), StepOutcome.Completed, [sponsor.Report(before, training, evaluation, 1, setup.Organizations)]);
    }

    private static double[] Mean(List<Network> networks, List<IFeatures> inputs, int width)
    {
        var fits = networks.Select((network, m) => SponsorView.ToDoubles(
            NetworkPrediction.Run(network, inputs[m], width, TrainingRecipe.Tables.PredictionRows, CPU))).ToList();
        return AssistanceWeights.Combine(fits, [.. Enumerable.Repeat(1.0 / fits.Count, fits.Count)]);
    }
}
