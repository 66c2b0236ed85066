namespace EventCollab.Learning.Models.Neural;

/// <summary>
/// How a network is trained: the table of GAL's reference hyperparameters. Common to all: momentum 0.9 (SGD), weight decay 5e-4,
/// gradients clipped together at norm 1.
/// </summary>
internal sealed record TrainingRecipe
{
    /// <summary>Linear models and perceptrons.</summary>
    public static readonly TrainingRecipe Tables = new() { Epochs = 100, BatchRows = 1024 };

    /// <summary>Convolutional networks.</summary>
    public static readonly TrainingRecipe Images = new() { Epochs = 10, BatchRows = 512 };

    /// <summary>LSTM. Reading one batch of 8 after the other would only slow predictions down.</summary>
    public static readonly TrainingRecipe Series = new() { Epochs = 10, BatchRows = 8, PredictionRows = 256, Adam = true };

    public required int Epochs { get; init; }

    /// <summary>Rows of one step.</summary>
    public required int BatchRows { get; init; }

    /// <summary>Rows that are predicted at once.</summary>
    public int PredictionRows { get; init; } = 1024;

    /// <summary>Adam with rate 1e-3 and no schedule; otherwise SGD with rate 0.1, times 0.1 after epochs 50 and 100.</summary>
    public bool Adam { get; init; }

    public TrainingRecipe With(LearnerSettings settings) =>
        this with { Epochs = settings.Epochs ?? Epochs, BatchRows = settings.BatchSize ?? BatchRows };

    /// <returns>What takes the steps, and what ends an epoch.</returns>
    public (optim.Optimizer Optimizer, Action EndEpoch) Optimizer(IReadOnlyList<Parameter> parameters)
    {
        if (Adam)
        {
            return (optim.Adam(parameters, 1e-3, 0.9, 0.999, 1e-8, 5e-4), () => { });
        }

        var optimizer = optim.SGD(parameters, 0.1, 0.9, 0, 5e-4);
        var schedule = optim.lr_scheduler.MultiStepLR(optimizer, new List<int> { 50, 100 }, 0.1);
        return (optimizer, () => schedule.step());
    }
}
