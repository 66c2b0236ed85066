namespace EventCollab.Messaging.Transport;

/// <summary>Where a broker is and how we log in, read from one address.</summary>
internal sealed record BrokerAddress(string Host, int Port, string VirtualHost, string User, string Password, bool UsesTls)
{
    private const int PlainPort = 5672;
    private const int TlsPort = 5671;

    /// <summary>The broker as messages name it: without the password.</summary>
    public string Display => $"{Host}:{Port}";

    /// <exception cref="TransportException">The text is no address of a broker.</exception>
    public static BrokerAddress Parse(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("amqp" or "amqps") || uri.Host.Length == 0)
        {
            // The text is not repeated: it may hold a password.
            throw new TransportException(
                $"The transport address is not understood: use '{TransportOptions.Embedded}' or amqp://user:password@host:port/vhost (amqps with TLS).");
        }

        var usesTls = uri.Scheme == "amqps";
        var login = uri.UserInfo.Split(':', 2);
        var path = Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/'));
        return new BrokerAddress(
            uri.Host,
            uri.Port > 0 ? uri.Port : usesTls ? TlsPort : PlainPort,
            path.Length == 0 ? "/" : path,
            login[0].Length == 0 ? "guest" : Uri.UnescapeDataString(login[0]),
            login.Length == 2 ? Uri.UnescapeDataString(login[1]) : "guest",
            usesTls);
    }

    /// <summary>Neither logs nor exceptions may show the password.</summary>
    public override string ToString() => Display;
}
