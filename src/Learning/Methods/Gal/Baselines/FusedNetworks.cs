using EventCollab.Learning.Models;
using EventCollab.Learning.Models.Networks;
using EventCollab.Learning.Models.Neural;

namespace EventCollab.Learning.Methods.Gal.Baselines;

/// <summary>One network a block, trained as one.</summary>
internal sealed class FusedNetworks : IDisposable
{
    private readonly NetworkKind _kind;
    private readonly TrainingRecipe _recipe;
    private readonly IReadOnlyList<ILocalData> _blocks;
    private readonly List<Network> _networks;
    private readonly bool _intermediate;
    private readonly Device _device;

    private FusedNetworks(NetworkKind kind, LearnerSettings settings, IReadOnlyList<ILocalData> blocks, List<Network> networks, bool intermediate)
    {
        (_kind, _recipe, _blocks, _networks, _intermediate) = (kind, kind.Recipe.With(settings), blocks, networks, intermediate);
        _device = DeviceChoice.Prepare(settings.Compute);
    }

    /// <exception cref="MethodException">A block does not suit the network, or there is no such device.</exception>
    public static FusedNetworks Create(
        NetworkKind kind, LearnerSettings settings, IReadOnlyList<ILocalData> blocks, int width, bool intermediate, RandomSource random)
    {
        var networks = new List<Network>();
        var fused = new FusedNetworks(kind, settings, blocks, networks, intermediate);
        try
        {
            foreach (var block in blocks)
            {
                LocalLearners.Require(kind.Kind, block.Training.Shape);
                networks.Add(kind.Make(block.Training.Shape, width, random));
                Initialization.Draw(networks[^1], random);
                networks[^1].to(fused._device);
            }

            return fused;
        }
        catch
        {
            fused.Dispose();
            throw;
        }
    }

    public void Train(SponsorView sponsor, RandomSource random, CancellationToken cancellation)
    {
        var inputs = _blocks.Select(block => new RowReader(block.Training, _device)).ToList();
        try
        {
            using var targets = Targets(sponsor, _blocks[0].Training);
            IObjective objective = _intermediate ? new IntermediateFusionObjective(_networks, inputs, targets) : new LateFusionObjective(_networks, inputs, targets);
            var name = $"{(_intermediate ? "intermediate" : "late")} fusion of {_kind.Name}";
            new GradientDescent(name, _recipe).Run(
                [.. Trained()], objective, normalised: _networks[0].named_buffers().Any(), random, null, cancellation);
        }
        finally
        {
            inputs.ForEach(reader => reader.Dispose());
        }
    }

    /// <returns>Rows x K: the mean of the outputs, or the head's output on the mean of the features.</returns>
    public double[] Predict(Func<ILocalData, IFeatures> rows)
    {
        var features = _networks.Select((network, m) => SponsorView.ToDoubles(
            NetworkPrediction.Run(_intermediate ? network.Extractor : network, rows(_blocks[m]), _intermediate ? network.Features : Width(), _recipe.PredictionRows, _device))).ToList();
        var mean = AssistanceWeights.Combine(features, [.. Enumerable.Repeat(1.0 / features.Count, features.Count)]);
        if (!_intermediate)
        {
            return mean;
        }

        var fused = new FeatureMatrix(Array.ConvertAll(mean, value => (float)value), rows(_blocks[0]).Rows, _networks[0].Features);
        return SponsorView.ToDoubles(NetworkPrediction.Run(_networks[0].Head, fused, Width(), _recipe.PredictionRows, _device));
    }

    public void Dispose() => _networks.ForEach(network => network.Dispose());

    private int Width()
    {
        using var scope = NewDisposeScope();
        return (int)_networks[0].Head.parameters().Last().shape[0];
    }

    /// <summary>Intermediate fusion has one head; the others never see a gradient.</summary>
    private IEnumerable<Parameter> Trained() => _intermediate
        ? _networks.SelectMany(network => network.Extractor.parameters()).Concat(_networks[0].Head.parameters())
        : _networks.SelectMany(network => network.parameters());

    private ITargets Targets(SponsorView sponsor, IFeatures features) => sponsor.Targets.Classes is null
        ? new ResidualTargets(new RegressionTask(features, Array.ConvertAll(sponsor.Targets.Training, value => (float)value), 1, 1, 0), LocalLoss.L1, _device)
        : new LabelTargets(Array.ConvertAll(sponsor.Targets.Training, value => (int)value), _device);
}
