namespace EventCollab.Learning.Data;

/// <summary>Samples with what is to be predicted from them.</summary>
public sealed record Dataset
{
    /// <summary>The catalogue's name, or the file's name without extension.</summary>
    public required string Name { get; init; }

    public required ISamples Samples { get; init; }

    public required PredictionTask Task { get; init; }

    /// <summary>Which rule decided the task, for the output: given, the catalogue's, or what was found in the target.</summary>
    public required string TaskRule { get; init; }

    /// <summary>The publisher's division into training and evaluation rows; null where there is none.</summary>
    public TrainTestSplit? OfficialSplit { get; init; }

    /// <summary>What a reader of results on it must know; null where there is nothing.</summary>
    public string? Caution { get; init; }

    /// <summary>True for the made-up cohort that the demo falls back on; results on it mean nothing.</summary>
    public bool Synthetic { get; init; }

    /// <summary><c>mad</c> (mean absolute error) or <c>accuracy</c> (percent).</summary>
    public string Metric => Task == PredictionTask.Regression ? "mad" : "accuracy";
}
