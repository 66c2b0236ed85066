using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MassTransit;
using RabbitMQ.Client;

namespace EventCollab.Messaging.Transport;

/// <summary>
/// Strict TLS: the defaults of the libraries accept broken certificate chains, and any name where none is given. The
/// system chooses the protocol version; every policy error refuses the connection.
/// </summary>
internal sealed class BrokerTls(string serverName, X509Certificate2Collection? authorities, X509Certificate2? certificate)
{
    private const SslPolicyErrors AllErrors = SslPolicyErrors.RemoteCertificateChainErrors
        | SslPolicyErrors.RemoteCertificateNameMismatch
        | SslPolicyErrors.RemoteCertificateNotAvailable;

    public string ServerName => serverName;

    /// <exception cref="TransportException">A certificate or key cannot be read.</exception>
    public static BrokerTls Load(TlsOptions options, string host)
    {
        try
        {
            var authorities = options.AuthorityFile is null ? null : new X509Certificate2Collection();
            authorities?.ImportFromPemFile(options.AuthorityFile!);
#pragma warning disable CA2000 // It lives as long as the connections that show it: as long as the process.
            var certificate = options.CertificateFile is null
                ? null
                : X509Certificate2.CreateFromPemFile(options.CertificateFile, options.KeyFile ?? options.CertificateFile);
#pragma warning restore CA2000
            return new BrokerTls(options.ServerName ?? host, authorities, certificate);
        }
        catch (Exception failure) when (failure is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new TransportException($"The TLS files cannot be read: {failure.Message}", failure);
        }
    }

    public void ApplyTo(IRabbitMqSslConfigurator tls)
    {
        tls.ServerName = serverName;
        tls.Protocol = SslProtocols.None;
        tls.EnforcePolicyErrors(AllErrors);
        tls.Certificate = certificate;
        tls.UseCertificateAsAuthenticationIdentity = certificate is not null;
        if (authorities is not null)
        {
            tls.CertificateValidationCallback = Validate;
        }
    }

    public void ApplyTo(ConnectionFactory factory)
    {
        factory.Ssl = new SslOption
        {
            Enabled = true,
            ServerName = serverName,
            Version = SslProtocols.None,
            AcceptablePolicyErrors = SslPolicyErrors.None,
            CertificateValidationCallback = authorities is null ? null : Validate,
        };
        if (certificate is not null)
        {
            factory.Ssl.Certs = [certificate];
            factory.AuthMechanisms = [new ExternalMechanismFactory()];
        }
    }

    /// <summary>With authorities of our own only they count: the machine's are not asked.</summary>
    internal bool Validate(object sender, X509Certificate? presented, X509Chain? chain, SslPolicyErrors errors)
    {
        if (presented is null || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != SslPolicyErrors.None)
        {
            return false;
        }

        using var own = new X509Chain();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.CustomTrustStore.AddRange(authorities!);
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        if (chain is not null)
        {
            own.ChainPolicy.ExtraStore.AddRange(chain.ChainPolicy.ExtraStore);
        }

        using var certificateToCheck = X509CertificateLoader.LoadCertificate(presented.GetRawCertData());
        return own.Build(certificateToCheck);
    }
}
