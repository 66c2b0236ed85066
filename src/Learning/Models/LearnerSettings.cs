namespace EventCollab.Learning.Models;

/// <summary>How a local model is fitted. A learner takes from it what concerns it.</summary>
public sealed record LearnerSettings
{
    /// <summary>What learners by gradient descent minimise when they fit residuals.</summary>
    public LocalLoss Loss { get; init; } = LocalLoss.L2;

    /// <summary>Passes over the rows, for learners by gradient descent; null: the paper's for the model.</summary>
    public int? Epochs { get; init; }

    /// <summary>Rows of one gradient step; null: the paper's for the model.</summary>
    public int? BatchSize { get; init; }

    public ComputeSettings Compute { get; init; } = new();
}
