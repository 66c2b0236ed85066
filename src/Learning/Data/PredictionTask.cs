namespace EventCollab.Learning.Data;

/// <summary>What the sponsor wants to predict.</summary>
public enum PredictionTask
{
    /// <summary>A real number; measured by the mean absolute error (mad).</summary>
    Regression,

    /// <summary>One of several classes; measured by the accuracy in percent.</summary>
    Classification,
}
