namespace EventCollab.Messaging.Transport;

/// <summary>Where the bus runs and how it is reached.</summary>
public sealed record TransportOptions
{
    /// <summary>The transport inside this process.</summary>
    public const string Embedded = "embedded";

    /// <summary><see cref="Embedded"/>, or <c>amqp://user:password@host:port/vhost</c> (<c>amqps</c> with TLS).</summary>
    public string Address { get; init; } = Embedded;

    /// <summary>Put before every queue's name.</summary>
    public string Prefix { get; init; } = string.Empty;

    public TlsOptions Tls { get; init; } = new();

    /// <summary>How long reaching the broker may take at start.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the broker may take to accept one message.</summary>
    public TimeSpan SendTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Names belong to this run alone: queues and exchanges are deleted at its end.</summary>
    public bool Temporary { get; init; }

    public bool IsEmbedded => Address == Embedded;

    public EndpointNames Names => new(Prefix);
}
