namespace EventCollab.Learning.Models.Neural;

/// <summary>Trains parameters on an objective by a recipe.</summary>
/// <param name="name">Of what is trained, for messages.</param>
/// <param name="recipe">How.</param>
internal sealed class GradientDescent(string name, TrainingRecipe recipe)
{
    // A long epoch is told of so often, at least.
    private const int ReportsPerEpoch = 20;

    /// <param name="parameters">Where the network is; an optimiser must be made after a move.</param>
    /// <param name="objective">What is made small.</param>
    /// <param name="normalised">The network has batch norms.</param>
    /// <param name="random">Of the order of rows.</param>
    /// <param name="progress">Told after each epoch, and within long ones.</param>
    /// <param name="cancellation">Looked at before each step.</param>
    /// <exception cref="MethodException">The loss became infinite or undefined.</exception>
    public void Run(
        IReadOnlyList<Parameter> parameters, IObjective objective, bool normalised, RandomSource random,
        IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var order = new BatchOrder(objective.Rows, recipe.BatchRows, normalised);
        var reportEvery = Math.Max(1, order.Batches / ReportsPerEpoch);
        var (optimizer, endEpoch) = recipe.Optimizer(parameters);
        using var owned = optimizer;
        for (var epoch = 1; epoch <= recipe.Epochs; epoch++)
        {
            order.BeginEpoch(random);
            var (sum, rows) = (0.0, 0);
            for (var batch = 1; batch <= order.Batches; batch++)
            {
                cancellation.ThrowIfCancellationRequested();
                var chosen = order.Batch(batch - 1);
                sum += Step(parameters, optimizer, objective, chosen, epoch) * chosen.Length;
                rows += chosen.Length;
                if (batch == order.Batches)
                {
                    endEpoch();
                }

                if (batch == order.Batches || batch % reportEvery == 0)
                {
                    progress?.Report(new TrainingProgress(epoch, recipe.Epochs, batch, order.Batches, sum / rows));
                }
            }
        }
    }

    private double Step(IReadOnlyList<Parameter> parameters, optim.Optimizer optimizer, IObjective objective, ReadOnlySpan<int> rows, int epoch)
    {
        using var scope = NewDisposeScope();
        optimizer.zero_grad();
        var loss = objective.Loss(rows);
        double value = loss.item<float>();
        if (!double.IsFinite(value))
        {
            throw new MethodException(
                $"{name}: the loss is {value} in epoch {epoch} of {recipe.Epochs}. Standardise the features, or choose another local loss or model.");
        }

        loss.backward();
        torch.nn.utils.clip_grad_norm_(parameters, 1);
        optimizer.step();
        return value;
    }
}
