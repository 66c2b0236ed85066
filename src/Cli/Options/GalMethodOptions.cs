using System.CommandLine;
using System.Text.Json.Nodes;

namespace EventCollab.Cli.Options;

/// <summary>The options of the method gal on the command line, turned into the JSON that stands in the terms.</summary>
/// <param name="privacyRequired">True where the sponsor must say how the residuals are protected.</param>
internal sealed class GalMethodOptions(bool privacyRequired)
{
    private readonly Option<int> _rounds = new Option<int>("--rounds")
    {
        HelpName = "T",
        Description = "Rounds at most.",
        DefaultValueFactory = _ => 10,
    }.AtLeast(1);

    private readonly Option<string> _model = new Option<string>("--local-model")
    {
        HelpName = "MODEL",
        Description = $"Model that each organization fits to the residuals: {LocalModelNames.All}.",
        DefaultValueFactory = _ => "linear",
    }.OnlyModels();

    private readonly Option<string?> _mix = new Option<string?>("--local-model-mix")
    {
        HelpName = "MODEL,MODEL",
        Description = "Models of blocks of organizations instead: of 8 with gb,svm the first four fit gb and the last four svm.",
    }.OnlyModels();

    private readonly Option<string[]> _models = new("--local-model-of")
    {
        HelpName = "ORGANIZATION=MODEL",
        Description = "Another model for one organization; may be repeated.",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string?> _loss = Choice("--loss", "The sponsor's loss. Without it absolute for regression, cross-entropy for classification.", "absolute", "squared", "cross-entropy");

    private readonly Option<string?> _localLoss = Choice("--local-loss", "Loss of the local fits. Without it l1 for regression, l2 for classification.", "l1", "l1.5", "l2", "l4");

    private readonly Option<string?> _lossMix = new("--local-loss-mix") { HelpName = "LOSS,LOSS", Description = "Losses of blocks of organizations instead, as --local-model-mix." };

    private readonly Option<string> _weights = Defaulted("--weights", "Assistance weights: the paper's optimiser, the exact optimum, or equal.", "reference", "reference", "exact", "uniform");

    private readonly Option<string> _rate = Defaulted("--rate", "Assisted learning rate: exact line search, or 1.", "search", "search", "fixed");

    private readonly Option<string?> _privacy = PrivacyOption(privacyRequired);

    private readonly Option<double?> _privacyParameter = new("--privacy-parameter")
    {
        HelpName = "X",
        Description = "dp: clipping range over Laplace scale, smaller is more private; ip: draws to average. Default 1.",
    };

    private readonly Option<double?> _noise = new("--noise")
    {
        HelpName = "SIGMA",
        Description = "Ablation: the second half of the organizations add normal noise of this deviation to their outputs.",
    };

    private readonly Option<string?> _noiseMode = Choice("--noise-mode", "Ablation: where the noise goes; data puts normal noise in the place of their columns. Default output.", "output", "data");

    private readonly Option<bool> _sharing = new("--deep-model-sharing") { Description = "One extractor per organization for all rounds; for networks: not for linear, ridge, gb and svm." };

    private readonly Option<int?> _epochs = new("--epochs") { HelpName = "N", Description = "Passes over the training rows a round, for models that learn by gradient descent. Default the paper's: 100 for linear and mlp, 10 for deep networks." };

    private readonly Option<int?> _batch = new("--batch-size") { HelpName = "N", Description = "Rows of one gradient step. Default the paper's for the model." };

    private readonly Option<int?> _quorum = new("--quorum") { HelpName = "N", Description = "Contributions that close a round when its deadline has passed. Default: all." };

    private readonly Option<double?> _deadline = new("--deadline") { HelpName = "SECONDS", Description = "How long a round waits for more than the quorum. Default: no deadline." };

    private readonly Option<string?> _lateness = Choice("--lateness", "What becomes of a contribution after its round was closed. Default drop.", "drop", "carry-over");

    public IReadOnlyList<Option> All =>
        [
            _rounds, _model, _mix, _models, _loss, _localLoss, _lossMix, _weights, _rate, _privacy, _privacyParameter, _noise, _noiseMode, _sharing, _epochs, _batch,
            _quorum, _deadline, _lateness,
        ];

    public int Rounds(ParseResult parsed) => parsed.GetValue(_rounds);

    public string Privacy(ParseResult parsed) => parsed.GetValue(_privacy) ?? "none";

    /// <summary>Only what was said; the method fills in and checks the rest.</summary>
    public string Json(ParseResult parsed)
    {
        var json = new JsonObject
        {
            ["weights"] = parsed.GetValue(_weights),
            ["rate"] = parsed.GetValue(_rate),
            ["privacy"] = Privacy(parsed),
        };
        var mix = LocalModelNames.Read(parsed.GetValue(_mix));
        Add("localModelMix", List(mix));

        // With a mix only what was said: the method refuses both.
        Add("localModel", mix is null || parsed.GetResult(_model) is { Implicit: false } ? LocalModelNames.Read(parsed.GetValue(_model))![0] : null);
        Add("localLossMix", List(parsed.GetValue(_lossMix)?.Split(',', StringSplitOptions.TrimEntries)));
        Add("loss", parsed.GetValue(_loss) switch { "cross-entropy" => "crossEntropy", var other => other });
        Add("localLoss", parsed.GetValue(_localLoss));
        Add("privacyParameter", parsed.GetValue(_privacyParameter));
        Add("noiseSigma", parsed.GetValue(_noise));
        Add("noiseMode", parsed.GetValue(_noiseMode));
        Add("deepModelSharing", parsed.GetValue(_sharing) ? true : null);
        Add("epochs", parsed.GetValue(_epochs));
        Add("batchSize", parsed.GetValue(_batch));
        Add("quorum", parsed.GetValue(_quorum));
        Add("deadlineSeconds", parsed.GetValue(_deadline));
        Add("lateness", parsed.GetValue(_lateness) switch { "carry-over" => "carryOver", var other => other });
        Add("localModels", Models(parsed.GetValue(_models) ?? []));
        return json.ToJsonString();

        void Add(string name, JsonNode? value)
        {
            if (value is not null)
            {
                json[name] = value;
            }
        }
    }

    private static JsonArray? List(IReadOnlyList<string>? names) => names is null ? null : new JsonArray([.. names.Select(name => (JsonNode?)name)]);

    private static JsonObject? Models(string[] pairs)
    {
        var models = new JsonObject();
        foreach (var pair in pairs)
        {
            var (organization, model) = pair.Split('=', 2) is [var left, var right]
                ? (left, right)
                : throw new CliException($"--local-model-of '{pair}' must be ORGANIZATION=MODEL, for example org-2=mlp.");
            models[organization] = LocalModelNames.Read(model)![0];
        }

        return models.Count > 0 ? models : null;
    }

    private static Option<string?> PrivacyOption(bool required)
    {
        var option = Choice("--privacy", "How broadcast residuals are protected: not at all, interval privacy, or Laplace noise.", "none", "ip", "dp");
        option.Required = required;
        if (!required)
        {
            option.DefaultValueFactory = _ => "none";
        }

        return option;
    }

    private static Option<string> Defaulted(string name, string description, string fallback, params string[] values)
    {
        var option = new Option<string>(name) { HelpName = string.Join('|', values), Description = description, DefaultValueFactory = _ => fallback };
        return option.AcceptOnlyFromAmong(values);
    }

    private static Option<string?> Choice(string name, string description, params string[] values)
    {
        var option = new Option<string?>(name) { HelpName = string.Join('|', values), Description = description };
        return option.AcceptOnlyFromAmong(values);
    }
}
