using System.Text.Json.Nodes;
using EventCollab.Learning.Models;

namespace EventCollab.Learning.Methods.Gal;

/// <summary>Options of the method <c>gal</c>, as they stand in the terms. What is null follows from the task.</summary>
public sealed record GalOptions
{
    /// <summary>Null: absolute for regression, cross-entropy for classification.</summary>
    public OverarchingLoss? Loss { get; init; }

    public LocalModelKind LocalModel { get; init; } = LocalModelKind.Linear;

    /// <summary>Models of blocks of organizations, in the place of <see cref="LocalModel"/>: M div L organizations each, the remainder has the last; empty for none.</summary>
    public IReadOnlyList<LocalModelKind> LocalModelMix { get; init; } = [];

    /// <summary>Organizations that the terms give another model than <see cref="LocalModel"/> or the mix.</summary>
    public IReadOnlyDictionary<string, LocalModelKind> LocalModels { get; init; } = new Dictionary<string, LocalModelKind>();

    /// <summary>Null: l1 for regression, l2 for classification. The sponsor's also drives the weights; ridge ignores it.</summary>
    public LocalLoss? LocalLoss { get; init; }

    /// <summary>Losses of blocks of organizations, in the place of <see cref="LocalLoss"/>, as <see cref="LocalModelMix"/>.</summary>
    public IReadOnlyList<LocalLoss> LocalLossMix { get; init; } = [];

    public IReadOnlyDictionary<string, LocalLoss> LocalLosses { get; init; } = new Dictionary<string, LocalLoss>();

    public WeightRule Weights { get; init; }

    public RateRule Rate { get; init; }

    public ResidualPrivacy Privacy { get; init; }

    /// <summary>dp: the ratio of clipping range to Laplace scale, smaller is more private. ip: the number of draws to average.</summary>
    public double PrivacyParameter { get; init; } = 1;

    /// <summary>Noise ablation: the second half of the organizations add N(0, sigma^2) to their outputs.</summary>
    public double NoiseSigma { get; init; }

    /// <summary>Noise ablation: with <see cref="NoiseMode.Data"/> the second half hold N(0, 1) instead of their columns.</summary>
    public NoiseMode NoiseMode { get; init; }

    /// <summary>One extractor per organization for all rounds; for networks that have one (<see cref="LocalLearners.HasExtractor"/>).</summary>
    public bool DeepModelSharing { get; init; }

    /// <summary>Passes over the training rows in each round, for models that learn by gradient descent. Null: the paper's for each model (<see cref="LocalLearners.Epochs"/>).</summary>
    public int? Epochs { get; init; }

    /// <summary>Rows of one gradient step. Null: the paper's for each model.</summary>
    public int? BatchSize { get; init; }

    /// <summary>Null: everyone.</summary>
    public int? Quorum { get; init; }

    /// <summary>Null waits for everyone.</summary>
    public double? DeadlineSeconds { get; init; }

    public Lateness Lateness { get; init; }

    /// <summary>A training loss below it ends the collaboration as converged.</summary>
    public double Tolerance { get; init; } = 1e-6;

    /// <exception cref="MethodException">An option is unknown, of the wrong kind or out of range.</exception>
    public static GalOptions Parse(string json)
    {
        var reader = new OptionReader("gal", json);
        var options = new GalOptions
        {
            Loss = reader.Choice<OverarchingLoss>("loss"),
            LocalModel = reader.Choice("localModel", LocalModelKind.Linear),
            LocalModelMix = reader.Choices<LocalModelKind>("localModelMix"),
            LocalModels = reader.ChoicePerOrganization<LocalModelKind>("localModels"),
            LocalLoss = reader.Choice<LocalLoss>("localLoss"),
            LocalLossMix = reader.Choices<LocalLoss>("localLossMix"),
            LocalLosses = reader.ChoicePerOrganization<LocalLoss>("localLosses"),
            Weights = reader.Choice("weights", WeightRule.Reference),
            Rate = reader.Choice("rate", RateRule.Search),
            Privacy = reader.Choice("privacy", ResidualPrivacy.None),
            PrivacyParameter = reader.Number("privacyParameter", 1, 1e-6, 1e6),
            NoiseSigma = reader.Number("noiseSigma", 0, 0, 1e6),
            NoiseMode = reader.Choice("noiseMode", NoiseMode.Output),
            DeepModelSharing = reader.Flag("deepModelSharing"),
            Epochs = reader.Whole("epochs", 1, 100_000),
            BatchSize = reader.Whole("batchSize", 1, 1 << 20),
            Quorum = reader.Whole("quorum", 1, 100_000),
            DeadlineSeconds = reader.Number("deadlineSeconds", double.NaN, 1e-3, 1e7) is var seconds && double.IsNaN(seconds) ? null : seconds,
            Lateness = reader.Choice("lateness", Lateness.Drop),
            Tolerance = reader.Number("tolerance", 1e-6, 0, 1e6),
        };
        reader.End();
        options.Check(reader);
        return options;
    }

    /// <summary>The options with every default written out, for the terms: what was not said is recorded as well.</summary>
    public string ToJson()
    {
        var json = new JsonObject
        {
            ["weights"] = OptionReader.NameOf(Weights),
            ["rate"] = OptionReader.NameOf(Rate),
            ["privacy"] = OptionReader.NameOf(Privacy),
            ["privacyParameter"] = PrivacyParameter,
            ["noiseSigma"] = NoiseSigma,
            ["noiseMode"] = OptionReader.NameOf(NoiseMode),
            ["deepModelSharing"] = DeepModelSharing,
            ["lateness"] = OptionReader.NameOf(Lateness),
            ["tolerance"] = Tolerance,
        };
        Add(json, "localModel", LocalModelMix.Count == 0 ? OptionReader.NameOf(LocalModel) : null);
        Add(json, "localModelMix", Names(LocalModelMix));
        Add(json, "epochs", Epochs ?? CommonEpochs());
        Add(json, "batchSize", BatchSize);
        Add(json, "loss", Loss is { } loss ? OptionReader.NameOf(loss) : null);
        Add(json, "localLoss", LocalLoss is { } localLoss ? OptionReader.NameOf(localLoss) : null);
        Add(json, "localLossMix", Names(LocalLossMix));
        Add(json, "localModels", PerOrganization(LocalModels));
        Add(json, "localLosses", PerOrganization(LocalLosses));
        Add(json, "quorum", Quorum);
        Add(json, "deadlineSeconds", DeadlineSeconds);
        return json.ToJsonString();
    }

    private static JsonObject? PerOrganization<T>(IReadOnlyDictionary<string, T> choices)
        where T : struct, Enum => choices.Count == 0
            ? null
            : new JsonObject(choices.Select(choice => KeyValuePair.Create<string, JsonNode?>(choice.Key, OptionReader.NameOf(choice.Value))));

    private static JsonArray? Names<T>(IReadOnlyList<T> choices)
        where T : struct, Enum => choices.Count == 0 ? null : new JsonArray([.. choices.Select(choice => (JsonNode?)OptionReader.NameOf(choice))]);

    /// <summary>The published epochs where they are the same for all models of the terms; else each model's own stand in the method's page.</summary>
    private int? CommonEpochs() => Models().Select(LocalLearners.Epochs).OfType<int>().Distinct().ToList() is [var one] ? one : null;

    /// <summary>All models that the terms name.</summary>
    private IEnumerable<LocalModelKind> Models() => (LocalModelMix.Count == 0 ? [LocalModel] : LocalModelMix).Concat(LocalModels.Values);

    private static void Add(JsonObject json, string name, JsonNode? value)
    {
        if (value is not null)
        {
            json[name] = value;
        }
    }

    private void Check(OptionReader reader)
    {
        if (reader.Has("localModel") && LocalModelMix.Count > 0)
        {
            throw reader.Refuse("localModel and localModelMix exclude each other; localModels and a mix do not");
        }

        if (LocalLoss is not null && LocalLossMix.Count > 0)
        {
            throw reader.Refuse("localLoss and localLossMix exclude each other; localLosses and a mix do not");
        }

        if (DeepModelSharing && Models().Where(model => !LocalLearners.HasExtractor(model)).ToList() is [var without, ..])
        {
            throw reader.Refuse($"deepModelSharing needs a network with an extractor at every organization, and {OptionReader.NameOf(without)} has none");
        }

        if (Privacy == ResidualPrivacy.Ip && PrivacyParameter != Math.Floor(PrivacyParameter))
        {
            throw reader.Refuse("with privacy ip, privacyParameter is a number of draws and must be whole");
        }

        if (NoiseMode == NoiseMode.Data && NoiseSigma != 0)
        {
            throw reader.Refuse("noiseSigma is for noiseMode output; noiseMode data always replaces inputs by N(0, 1)");
        }

        if (Lateness == Lateness.Buffer)
        {
            throw reader.Refuse("option 'lateness' is \"buffer\"; gal knows drop and carryOver");
        }
    }
}
