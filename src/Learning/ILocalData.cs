namespace EventCollab.Learning;

/// <summary>
/// The rows that one organization holds: its own feature columns and, at the sponsor, the targets. Row i is the same
/// sample at every organization. Implement it to bring data of your own.
/// </summary>
public interface ILocalData
{
    /// <summary>Ids of the training rows, the same sequence at every organization.</summary>
    IReadOnlyList<string> TrainingIds { get; }

    IReadOnlyList<string> EvaluationIds { get; }

    /// <summary>Standardised by the training rows' mean and standard deviation (n - 1).</summary>
    IFeatures Training { get; }

    IFeatures Evaluation { get; }

    /// <summary>Only at the sponsor.</summary>
    Targets? Targets { get; }
}
