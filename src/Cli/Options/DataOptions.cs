using System.CommandLine;
using EventCollab.Learning.Data;

namespace EventCollab.Cli.Options;

/// <summary>Which data, what is predicted from it, and how rows and columns are divided.</summary>
internal sealed class DataOptions(string? defaultData)
{
    private readonly Option<string> _data = defaultData is null
        ? new("--data") { Required = true, HelpName = "NAME|PATH", Description = "Name of the catalogue ('eventcollab data list'), a CSV file, or a folder of images (IDX files or CIFAR-10's binary version)." }
        : new("--data") { HelpName = "NAME|PATH", Description = "Name of the catalogue ('eventcollab data list'), a CSV file, or a folder of images (IDX files or CIFAR-10's binary version).", DefaultValueFactory = _ => defaultData };

    private readonly Option<string?> _target = new("--target") { HelpName = "COLUMN", Description = "Column to predict; needed for a CSV file." };

    private readonly Option<string?> _task = new Option<string?>("--task")
    {
        HelpName = "regression|classification",
        Description = "What the target is. Without it the catalogue's; else classification when the target has at most 20 distinct whole numbers.",
    }.AcceptOnlyFromAmong("regression", "classification");

    private readonly Option<string?> _id = new("--id") { HelpName = "COLUMN", Description = "Column with the rows' ids; without it rows are numbered." };

    private readonly TableOptions _table = new();

    private readonly Option<string?> _root = new("--data-root")
    {
        HelpName = "DIR",
        Description = "Folder of the catalogue's files; looked in first, then EVENTCOLLAB_DATA, ../shared/data and the user's cache.",
    };

    private readonly Option<string?> _splitFile = new("--split-file")
    {
        HelpName = "FILE",
        Description = "JSON with 'train' and 'test' row numbers and optionally 'blocks' of column numbers per organization, all from 0.",
    };

    private readonly Option<int> _organizations = new Option<int>("--organizations")
    {
        HelpName = "N",
        Description = "Number of organizations; the first is the sponsor.",
        DefaultValueFactory = _ => 8,
    }.AtLeast(1);

    private readonly Option<long> _seed = new("--seed") { HelpName = "S", Description = "Seed of everything random except the split.", DefaultValueFactory = _ => 0 };

    private readonly Option<long> _splitSeed = new("--split-seed")
    {
        HelpName = "S",
        Description = "Seed of the division into training and evaluation rows; images keep their publisher's.",
        DefaultValueFactory = _ => 0,
    };

    private readonly Option<int?> _trainingSamples = new("--train-samples")
    {
        HelpName = "N",
        Description = "Training rows to use, drawn by the split's seed with each class in proportion. Default: all.",
    };

    private readonly Option<int?> _evaluationSamples = new("--test-samples") { HelpName = "N", Description = "The same for evaluation rows. Default: all." };

    public IReadOnlyList<Option> All =>
        [_data, _target, _task, _id, .. _table.All, _root, _splitFile, _organizations, _seed, _splitSeed, _trainingSamples, _evaluationSamples];

    public DataChoice Read(ParseResult parsed) => new()
    {
        Request = _table.Add(parsed, new DataRequest(parsed.GetRequiredValue(_data))
        {
            Target = parsed.GetValue(_target),
            Id = parsed.GetValue(_id),
            Task = parsed.GetValue(_task) switch
            {
                "regression" => PredictionTask.Regression,
                "classification" => PredictionTask.Classification,
                _ => null,
            },
        }),
        DataGiven = parsed.GetResult(_data) is { Implicit: false },
        Root = parsed.GetValue(_root),
        SplitFile = parsed.GetValue(_splitFile),
        Organizations = parsed.GetValue(_organizations),
        OrganizationsGiven = parsed.GetResult(_organizations) is { Implicit: false },
        Seed = parsed.GetValue(_seed),
        SplitSeed = parsed.GetValue(_splitSeed),
        TrainingSamples = parsed.GetValue(_trainingSamples),
        EvaluationSamples = parsed.GetValue(_evaluationSamples),
    };
}
