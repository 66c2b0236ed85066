using System.Text.Json.Nodes;
using EventCollab.Learning.Models;

namespace EventCollab.Learning.Methods.Gal;

/// <summary>Options of the method <c>gal</c>, as they stand in the terms. What is null follows from the task.</summary>
public sealed record GalOptions
{
    /// <summary>Null: absolute for regression, cross-entropy for classification.</summary>
    public OverarchingLoss? Loss { get; init; }

    public LocalModelKind LocalModel { get; init; } = LocalModelKind.Linear;

    /// <summary>Model autonomy: organizations that choose another model than <see cref="LocalModel"/>.</summary>
    public IReadOnlyDictionary<string, LocalModelKind> LocalModels { get; init; } = new Dictionary<string, LocalModelKind>();

    /// <summary>Null: l1 for regression, l2 for classification. The sponsor's also drives the weights; ridge ignores it.</summary>
    public LocalLoss? LocalLoss { get; init; }

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

    /// <summary>One extractor per organization for all rounds; for <see cref="LocalModelKind.Mlp"/> only.</summary>
    public bool DeepModelSharing { get; init; }

    /// <summary>Passes over the training rows in each round, for models that learn by gradient descent.</summary>
    public int Epochs { get; init; } = 100;

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
            LocalModels = reader.ChoicePerOrganization<LocalModelKind>("localModels"),
            LocalLoss = reader.Choice<LocalLoss>("localLoss"),
            LocalLosses = reader.ChoicePerOrganization<LocalLoss>("localLosses"),
            Weights = reader.Choice("weights", WeightRule.Reference),
            Rate = reader.Choice("rate", RateRule.Search),
            Privacy = reader.Choice("privacy", ResidualPrivacy.None),
            PrivacyParameter = reader.Number("privacyParameter", 1, 1e-6, 1e6),
            NoiseSigma = reader.Number("noiseSigma", 0, 0, 1e6),
            NoiseMode = reader.Choice("noiseMode", NoiseMode.Output),
            DeepModelSharing = reader.Flag("deepModelSharing"),
            Epochs = reader.Whole("epochs", 1, 100_000) ?? 100,
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
            ["localModel"] = OptionReader.NameOf(LocalModel),
            ["weights"] = OptionReader.NameOf(Weights),
            ["rate"] = OptionReader.NameOf(Rate),
            ["privacy"] = OptionReader.NameOf(Privacy),
            ["privacyParameter"] = PrivacyParameter,
            ["noiseSigma"] = NoiseSigma,
            ["noiseMode"] = OptionReader.NameOf(NoiseMode),
            ["deepModelSharing"] = DeepModelSharing,
            ["epochs"] = Epochs,
            ["lateness"] = OptionReader.NameOf(Lateness),
            ["tolerance"] = Tolerance,
        };
        Add(json, "loss", Loss is { } loss ? OptionReader.NameOf(loss) : null);
        Add(json, "localLoss", LocalLoss is { } localLoss ? OptionReader.NameOf(localLoss) : null);
        Add(json, "localModels", PerOrganization(LocalModels));
        Add(json, "localLosses", PerOrganization(LocalLosses));
        Add(json, "quorum", Quorum);
        Add(json, "deadlineSeconds", DeadlineSeconds);
        return json.ToJsonString();
    }

    /// <param name="context">Whose learner.</param>
    /// <param name="width">Of a prediction; 1 only for regression.</param>
    internal ILocalLearner LearnerOf(OrganizationContext context, int width) => LocalLearners.Create(
        context.LocalModel ?? ModelOf(context.Organization),
        new LearnerSettings { Loss = LossOf(context.Organization, width), Epochs = Epochs, Compute = context.Compute },
        DeepModelSharing ? context.Models : null);

    internal LocalModelKind ModelOf(string organization) => LocalModels.GetValueOrDefault(organization, LocalModel);

    /// <param name="organization">Whose.</param>
    /// <param name="width">Of a prediction; 1 only for regression.</param>
    internal LocalLoss LossOf(string organization, int width) => LocalLosses.TryGetValue(organization, out var own)
        ? own
        : LocalLoss ?? (width == 1 ? Models.LocalLoss.L1 : Models.LocalLoss.L2);

    private static JsonObject? PerOrganization<T>(IReadOnlyDictionary<string, T> choices)
        where T : struct, Enum => choices.Count == 0
            ? null
            : new JsonObject(choices.Select(choice => KeyValuePair.Create<string, JsonNode?>(choice.Key, OptionReader.NameOf(choice.Value))));

    private static void Add(JsonObject json, string name, JsonNode? value)
    {
        if (value is not null)
        {
            json[name] = value;
        }
    }

    private void Check(OptionReader reader)
    {
        if (DeepModelSharing && (LocalModel != LocalModelKind.Mlp || LocalModels.Values.Any(model => model != LocalModelKind.Mlp)))
        {
            throw reader.Refuse("deepModelSharing needs localModel mlp at every organization");
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
