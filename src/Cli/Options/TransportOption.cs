using System.CommandLine;
using EventCollab.Cli.Input;
using EventCollab.Messaging.Transport;

namespace EventCollab.Cli.Options;

/// <summary>Where messages go.</summary>
/// <param name="embeddedAllowed">False for a service that shares a broker with services in other processes.</param>
internal sealed class TransportOption(bool embeddedAllowed)
{
    private readonly Option<string?> _transport = new("--transport")
    {
        HelpName = embeddedAllowed ? "embedded|amqp://..." : "amqp://...",
        Description = embeddedAllowed
            ? "Inside this process, or a RabbitMQ broker: amqp://user:password@host:5672/vhost, amqps with TLS."
            : "The RabbitMQ broker: amqp://user:password@host:5672/vhost, amqps with TLS. Default: EVENTCOLLAB_TRANSPORT.",
        DefaultValueFactory = embeddedAllowed ? _ => TransportOptions.Embedded : null,
    };

    private readonly Option<string?> _prefix = new("--prefix") { HelpName = "TEXT", Description = "Put before every queue's name.", Hidden = true };

    public IReadOnlyList<Option> All => [_transport, _prefix];

    /// <exception cref="CliException">There is no address, or it is none.</exception>
    public TransportOptions Read(ParseResult parsed, CliContext context)
    {
        var address = parsed.GetValue(_transport) ?? context.Environment("EVENTCOLLAB_TRANSPORT")
            ?? throw new CliException("which broker? Give --transport amqp://user:password@host:5672/vhost or set EVENTCOLLAB_TRANSPORT.");
        var options = TransportAddress.Parse(address) with { Prefix = parsed.GetValue(_prefix) ?? string.Empty };
        return options.IsEmbedded && !embeddedAllowed
            ? throw new CliException("the embedded transport ends at this process; a service of its own needs a broker (--transport amqp://...).")
            : options;
    }
}
