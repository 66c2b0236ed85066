using System.CommandLine;
using EventCollab.Orchestrator.Api;

namespace EventCollab.Cli.Options;

/// <summary>Which hub a command talks to, and the token that it asks for.</summary>
internal sealed class HubOption
{
    private readonly Option<string?> _hub = new("--hub")
    {
        HelpName = "URL",
        Description = $"The hub's API. Default: EVENTCOLLAB_HUB, else http://{HubServerOptions.DefaultListen}.",
    };

    private readonly Option<string?> _token = new("--token-file") { HelpName = "FILE", Description = TokenFile.Description };

    public IReadOnlyList<Option> All => [_hub, _token];

    /// <exception cref="CliException">The address is none, or there is no token.</exception>
    public HubClient Connect(ParseResult parsed, CliContext context)
    {
        var address = parsed.GetValue(_hub) ?? context.Environment("EVENTCOLLAB_HUB") ?? $"http://{HubServerOptions.DefaultListen}";
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            throw new CliException($"'{address}' is not a hub's address; write for example http://{HubServerOptions.DefaultListen}.");
        }

        return new HubClient(uri, TokenFile.Read(TokenFile.Path(parsed.GetValue(_token), context)));
    }
}
