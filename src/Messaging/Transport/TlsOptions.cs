namespace EventCollab.Messaging.Transport;

/// <summary>How the broker proves who it is, and how we do.</summary>
public sealed record TlsOptions
{
    /// <summary>Name that must stand in the broker's certificate; the host of the address where not given.</summary>
    public string? ServerName { get; init; }

    /// <summary>PEM file with the only authority that is trusted; the machine's authorities where not given.</summary>
    public string? AuthorityFile { get; init; }

    /// <summary>PEM file with our certificate, for brokers that ask for one.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>PEM file with the key of <see cref="CertificateFile"/>; the same file where not given.</summary>
    public string? KeyFile { get; init; }
}
