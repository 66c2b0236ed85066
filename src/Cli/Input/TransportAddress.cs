using EventCollab.Messaging.Transport;

namespace EventCollab.Cli.Input;

/// <summary>Reads <c>--transport</c>.</summary>
internal static class TransportAddress
{
    /// <summary>Checks the address as far as that goes without a network.</summary>
    /// <exception cref="CliException">It is neither embedded nor an address of a broker.</exception>
    public static TransportOptions Parse(string address)
    {
        if (address == TransportOptions.Embedded)
        {
            return new TransportOptions();
        }

        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("amqp" or "amqps") || uri.Host.Length == 0)
        {
            throw new CliException($"'{WithoutPassword(address)}' is no transport; use '{TransportOptions.Embedded}' or amqp://user:password@host:5672/vhost (amqps with TLS).");
        }

        return new TransportOptions { Address = address };
    }

    /// <summary>The address as it may be shown and stored.</summary>
    public static string WithoutPassword(string address)
    {
        var at = address.LastIndexOf('@');
        var start = address.IndexOf("://", StringComparison.Ordinal);
        return at < 0 || start < 0 || at < start ? address : string.Concat(address.AsSpan(0, start + 3), address.AsSpan(at + 1));
    }
}
