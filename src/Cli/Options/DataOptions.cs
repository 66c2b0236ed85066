using System.CommandLine;
using EventCollab.Learning.Data;

namespace EventCollab.Cli.Options;

/// <summary>Which table, what is predicted from it, and how rows and columns are divided.</summary>
internal sealed class DataOptions(string? defaultData)
{
    private readonly Option<string> _data = defaultData is null
        ? new("--data") { Required = true, HelpName = "NAME|FILE", Description = "Name of the catalogue ('eventcollab data list') or path of a CSV file." }
        : new("--data") { HelpName = "NAME|FILE", Description = "Name of the catalogue ('eventcollab data list') or path of a CSV file.", DefaultValueFactory = _ => defaultData };

    private readonly Option<string?> _target = new("--target") { HelpName = "COLUMN", Description = "Column to predict; needed for a CSV file." };

    private readonly Option<string?> _task = new Option<string?>("--task")
    {
        HelpName = "regression|classification",
        Description = "What the target is. Without it the catalogue's; else classification when the target has at most 20 distinct whole numbers.",
    }.AcceptOnlyFromAmong("regression", "classification");

    private readonly Option<string?> _id = new("--id") { HelpName = "COLUMN", Description = "Column with the rows' ids; without it rows are numbered." };

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
        Description = "Seed of the division into training and evaluation rows.",
        DefaultValueFactory = _ => 0,
    };

    public IReadOnlyList<Option> All => [_data, _target, _task, _id, _root, _splitFile, _organizations, _seed, _splitSeed];

    public DataChoice Read(ParseResult parsed) => new()
    {
        Request = new DataRequest(parsed.GetRequiredValue(_data))
        {
            Target = parsed.GetValue(_target),
            Id = parsed.GetValue(_id),
            Task = parsed.GetValue(_task) switch
            {
                "regression" => PredictionTask.Regression,
                "classification" => PredictionTask.Classification,
                _ => null,
            },
        },
        DataGiven = parsed.GetResult(_data) is { Implicit: false },
        Root = parsed.GetValue(_root),
        SplitFile = parsed.GetValue(_splitFile),
        Organizations = parsed.GetValue(_organizations),
        Seed = parsed.GetValue(_seed),
        SplitSeed = parsed.GetValue(_splitSeed),
    };
}
