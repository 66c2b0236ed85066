namespace EventCollab.GalTable;

/// <summary>How much of the published experiment is measured.</summary>
internal sealed record ImageScale
{
    /// <summary>What two processor cores do in minutes.</summary>
    public static readonly ImageScale Small = new() { TrainingSamples = 3000, EvaluationSamples = 2000, Rounds = 3, Epochs = 3, BatchSize = 128, Seeds = 1 };

    /// <summary>The published setting.</summary>
    public static readonly ImageScale Full = new() { Rounds = 10, Epochs = 10, BatchSize = 512, Seeds = 4 };

    /// <summary>Null: all.</summary>
    public int? TrainingSamples { get; init; }

    public int? EvaluationSamples { get; init; }

    public required int Rounds { get; init; }

    /// <summary>Each round; fusion, which has no rounds, trains as many as all rounds together.</summary>
    public required int Epochs { get; init; }

    public required int BatchSize { get; init; }

    public required int Seeds { get; init; }
}
