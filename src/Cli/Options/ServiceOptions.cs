using System.CommandLine;
using EventCollab.Messaging.Transport;

namespace EventCollab.Cli.Options;

/// <summary>What every service in a process of its own takes.</summary>
/// <param name="folder">Where it keeps its files unless told otherwise; null where the command decides.</param>
internal sealed class ServiceOptions(string? folder)
{
    private readonly TransportOption _transport = new(embeddedAllowed: false);

    private readonly Option<string?> _runFolder = new("--run-dir")
    {
        HelpName = "DIR",
        Description = $"Folder of its files, found again after a restart. Default: {folder ?? "runs/ORGANIZATION"}.",
    };

    public IReadOnlyList<Option> All => [.. _transport.All, _runFolder];

    public TransportOptions Transport(ParseResult parsed, CliContext context) => _transport.Read(parsed, context);

    public string Folder(ParseResult parsed, CliContext context, string? fallback = null) =>
        Path.GetFullPath(parsed.GetValue(_runFolder) ?? folder ?? fallback ?? "runs", context.Folder);
}
