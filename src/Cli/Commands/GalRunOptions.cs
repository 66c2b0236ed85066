using System.CommandLine;
using EventCollab.Cli.Options;
using EventCollab.Cli.Running;

namespace EventCollab.Cli.Commands;

/// <summary>The options that <c>run gal</c> and <c>demo</c> share.</summary>
/// <param name="defaultData">The data of a command that has some of its own.</param>
internal sealed class GalRunOptions(string? defaultData)
{
    private readonly DataOptions _data = new(defaultData);
    private readonly GalMethodOptions _method = new(privacyRequired: false);
    private readonly ComputeOptions _compute = new();
    private readonly TransportOption _transport = new(embeddedAllowed: true);

    private readonly Option<string?> _runFolder = new("--run-dir") { HelpName = "DIR", Description = "Folder for stores, journals and the log, kept afterwards. Default: a temporary one." };

    private readonly Option<string?> _json = new("--json") { HelpName = "FILE", Description = "Writes the results as JSON." };

    private readonly Option<bool> _baselines = new("--baselines")
    {
        Description = "Also computes Joint (all columns in one place), which with deep networks can take longer than the run. On in the demo and with --json.",
    };

    private readonly Option<bool> _noBaselines = new("--no-baselines") { Description = "Computes neither Joint nor Alone (the sponsor without help)." };

    public IReadOnlyList<Option> All => [.. _data.All, .. _method.All, .. _compute.All, .. _transport.All, _runFolder, _json, _baselines, _noBaselines];

    public GalRequest Read(ParseResult parsed, CliContext context) => new()
    {
        Data = _data.Read(parsed),
        SyntheticAllowed = defaultData is not null,
        Rounds = _method.Rounds(parsed),
        Options = _method.Json(parsed),
        Privacy = _method.Privacy(parsed),
        Compute = _compute.Read(parsed),
        Transport = _transport.Read(parsed, context),
        RunFolder = Full(parsed.GetValue(_runFolder), context),
        Baselines = parsed.GetValue(_noBaselines) ? BaselineChoice.None
            : parsed.GetValue(_baselines) || defaultData is not null || parsed.GetValue(_json) is not null ? BaselineChoice.Both
            : BaselineChoice.Alone,
    };

    public string? JsonFile(ParseResult parsed, CliContext context) => Full(parsed.GetValue(_json), context);

    private static string? Full(string? path, CliContext context) => path is null ? null : Path.GetFullPath(path, context.Folder);
}
