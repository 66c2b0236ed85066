using EventCollab.Learning.Models;

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
        using var scope = NewDisposeScope();
        var sponsor = new SponsorView(GalOptions.Parse(setup.Options), data[setup.Sponsor!]);
        var random = new RandomSource(SeedSequence.Derive(setup.Seed, 0, setup.Sponsor!, "late fusion"));
        var width = sponsor.Loss.Width;
        var maps = setup.Organizations.Select(name => AffineMap.Random(data[name].Training.Columns, width, random).ToParameters()).ToList();
        try
        {
            return Train(setup, data, sponsor, maps, random, cancellation);
        }
        finally
        {
            maps.ForEach(map => map.Dispose());
        }
    }

    private static InProcessResult Train(
        CollaborationSetup setup, IReadOnlyDictionary<string, ILocalData> data, SponsorView sponsor, List<AffineParameters> maps, RandomSource random,
        CancellationToken cancellation)
    {
        var inputs = setup.Organizations.Select(name => GradientDescent.ToTensor(data[name].Training)).ToList();
        var labels = Labels(sponsor);
        GradientDescent.Train(
            [.. maps.SelectMany(map => new[] { map.Weight, map.Bias })],
            100,
            rows => Loss(maps, inputs, labels, rows, sponsor.Targets.Classes is not null),
            sponsor.Loss.Rows,
            random,
            null,
            cancellation);
        var (training, evaluation) = sponsor.Start();
        var before = sponsor.Loss.Value(training);
        training = Mean(maps, inputs);
        evaluation = Mean(maps, [.. setup.Organizations.Select(name => GradientDescent.ToTensor(data[name].Evaluation))]);
        return new InProcessResult(
            sponsor.ToTensors(training, evaluation), StepOutcome.Completed, [sponsor.Report(before, training, evaluation, 1, setup.Organizations)]);
    }

    private static Tensor Labels(SponsorView sponsor) => sponsor.Targets.Classes is null
        ? tensor(Array.ConvertAll(sponsor.Targets.Training, value => (float)value), new long[] { sponsor.Loss.Rows, 1 })
        : tensor(Array.ConvertAll(sponsor.Targets.Training, value => (long)value), new long[] { sponsor.Loss.Rows });

    private static Tensor Loss(
        List<AffineParameters> maps, List<Tensor> inputs, Tensor labels, long[]? rows, bool classes)
    {
        var wanted = GradientDescent.Rows(labels, rows);
        Tensor? sum = null;
        for (var m = 0; m < maps.Count; m++)
        {
            var fits = F.linear(GradientDescent.Rows(inputs[m], rows), maps[m].Weight, maps[m].Bias);
            var loss = classes ? F.cross_entropy(fits, wanted) : F.l1_loss(fits, wanted);
            sum = sum is null ? loss : sum + loss;
        }

        return sum!;
    }

    private static double[] Mean(List<AffineParameters> maps, List<Tensor> inputs)
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var fits = maps.Select((map, m) => SponsorView.ToDoubles(F.linear(inputs[m], map.Weight, map.Bias).data<float>().ToArray())).ToList();
        return AssistanceWeights.Combine(fits, [.. Enumerable.Repeat(1.0 / fits.Count, fits.Count)]);
    }
}
