namespace EventCollab.Learning.Methods.Gal.Prediction;

/// <summary>Options of the method <c>gal-predict</c>.</summary>
public sealed record GalPredictOptions
{
    /// <summary>Id of the collaboration that trained the models.</summary>
    public required string Collaboration { get; init; }

    /// <summary>Hash of its final state.</summary>
    public required string State { get; init; }

    /// <summary>Its options.</summary>
    public required GalOptions Training { get; init; }

    /// <summary>Least share of the weights that must be present, on average over the rounds; with less the prediction is refused.</summary>
    public double MinimumWeight { get; init; } = 0.2;

    /// <summary>Contributions without which the deadline does not close the step.</summary>
    public int Quorum { get; init; } = 1;

    /// <summary>Null waits for everyone.</summary>
    public double? DeadlineSeconds { get; init; }

    /// <exception cref="MethodException">An option is unknown, missing or out of range.</exception>
    public static GalPredictOptions Parse(string json)
    {
        var reader = new OptionReader(GalPredictMethod.MethodName, json);
        var options = new GalPredictOptions
        {
            Collaboration = reader.Text("collaboration"),
            State = reader.Text("state"),
            Training = GalOptions.Parse(reader.Json("training")),
            MinimumWeight = reader.Number("minimumWeight", 0.2, 1e-6, 1),
            Quorum = reader.Whole("quorum", 1, 100_000) ?? 1,
            DeadlineSeconds = reader.Number("deadlineSeconds", double.NaN, 1e-3, 1e7) is var seconds && double.IsNaN(seconds) ? null : seconds,
        };
        reader.End();
        return options;
    }
}
