using System.Runtime.InteropServices;
using EventCollab.Learning.Models.Native;
using EventCollab.Learning.Models.Networks;

namespace EventCollab.Learning.Models.Neural;

/// <summary>Makes networks from a seed and trains them.</summary>
/// <param name="kind">Which.</param>
/// <param name="settings">How.</param>
internal sealed class NetworkTraining(NetworkKind kind, LearnerSettings settings)
{
    private readonly TrainingRecipe _recipe = kind.Recipe.With(settings);

    public NetworkKind Kind => kind;

    public LearnerSettings Settings => settings;

    private string Name => $"localModel {kind.Name}";

    /// <returns>The trained network, on the device; the caller disposes it.</returns>
    /// <exception cref="MethodException">The samples do not fit the network, there is no such device, or training diverged.</exception>
    public Network Fit(RegressionTask task, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        TaskCheck.Check(Name, task);
        var device = DeviceChoice.Prepare(settings.Compute);
        using var targets = new ResidualTargets(task, settings.Loss, device);
        return Fit(task.Features, task.Width, task.Seed, targets, device, progress, cancellation);
    }

    /// <inheritdoc cref="Fit(RegressionTask, IProgress{TrainingProgress}?, CancellationToken)"/>
    public Network Fit(ClassificationTask task, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        TaskCheck.Check(Name, task);
        var device = DeviceChoice.Prepare(settings.Compute);
        using var targets = new LabelTargets(task.Labels, device);
        return Fit(task.Features, task.Classes, task.Seed, targets, device, progress, cancellation);
    }

    /// <summary>Draws and trains the head alone, on what the network's extractor gives.</summary>
    /// <exception cref="MethodException">As for a whole network.</exception>
    public void FitHead(Network network, RegressionTask task, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        TaskCheck.Check(Name, task);
        var device = DeviceChoice.Prepare(settings.Compute);
        using var targets = new ResidualTargets(task, settings.Loss, device);
        var random = new RandomSource(task.Seed);
        Initialization.Draw(network.Head, random);
        Guard(device, () =>
        {
            Move(network, device);
            using var extracted = new ExtractedFeatures(network.Extractor, network.Features, task.Features, device);
            Train(network.Head, extracted.Keep(kind.Recipe.PredictionRows), targets, device, random, progress, cancellation);
        });
    }

    private Network Fit(
        IFeatures features, int width, long seed, ITargets targets, Device device, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        LocalLearners.Require(kind.Kind, features.Shape);
        var random = new RandomSource(seed);
        var network = kind.Make(features.Shape, width, random);
        try
        {
            Initialization.Draw(network, random);
            Guard(device, () =>
            {
                Move(network, device);
                Train(network, features, targets, device, random, progress, cancellation);
            });
            return network;
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    private void Train(
        Module<Tensor, Tensor> network, IFeatures features, ITargets targets, Device device, RandomSource random,
        IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var normalised = network.named_buffers().Any();
        if (normalised && features.Rows < 2)
        {
            throw new MethodException($"{Name} has batch norms and needs at least two training rows; there are {features.Rows}.");
        }

        using var inputs = new RowReader(features, device);
        new GradientDescent(Name, _recipe).Run(
            [.. network.parameters()], new NetworkObjective(network, inputs, targets), normalised, random, progress, cancellation);
        RequireFinite(network);
    }

    // The last step may have gone to infinity without another loss that tells.
    private void RequireFinite(Module network)
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        foreach (var (name, values) in network.state_dict())
        {
            if (values.dtype == ScalarType.Float32 && !float.IsFinite(values.norm().item<float>()))
            {
                throw new MethodException(
                    $"{Name}: '{name}' became infinite in the last step. Standardise the features, or choose another local loss or model.");
            }
        }
    }

    private void Guard(Device device, Action train)
    {
        try
        {
            train();
        }
        catch (ExternalException exception)
        {
            throw new MethodException($"{Name} on {device}: {exception.Message}", exception);
        }
    }

    private static void Move(Network network, Device device)
    {
        if (device.type != DeviceType.CPU)
        {
            network.to(device);
        }
    }
}
