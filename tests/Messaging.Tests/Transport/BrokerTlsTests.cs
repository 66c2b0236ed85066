using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EventCollab.Messaging.Transport;
using RabbitMQ.Client;

namespace EventCollab.Messaging.Tests.Transport;

/// <summary>TLS refuses whatever is not proven; the libraries' defaults do not.</summary>
public sealed class BrokerTlsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void No_policy_error_is_accepted_and_the_system_chooses_the_version()
    {
        var factory = new ConnectionFactory();

        BrokerTls.Load(new TlsOptions(), "broker.example.org").ApplyTo(factory);

        factory.Ssl.Enabled.ShouldBeTrue();
        factory.Ssl.AcceptablePolicyErrors.ShouldBe(SslPolicyErrors.None);
        factory.Ssl.Version.ShouldBe(SslProtocols.None);
        factory.Ssl.ServerName.ShouldBe("broker.example.org");
    }

    [Fact]
    public void The_bus_gets_the_same_settings_and_logs_in_by_certificate()
    {
        using var authority = Certificate("authority", isAuthority: true);
        File.WriteAllText(_folder["our.pem"], authority.ExportCertificatePem() + "\n" + authority.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        var settings = new MassTransit.RabbitMqTransport.Configuration.RabbitMqHostConfigurator("localhost", "/", 5671, "test");

        settings.UseSsl(BrokerTls.Load(new TlsOptions { CertificateFile = _folder["our.pem"] }, "broker.example.org").ApplyTo);

        settings.Settings.Ssl.ShouldBeTrue();
        settings.Settings.AcceptablePolicyErrors.ShouldBe(SslPolicyErrors.None);
        settings.Settings.SslProtocol.ShouldBe(SslProtocols.None);
        settings.Settings.SslServerName.ShouldBe("broker.example.org");
        settings.Settings.UseClientCertificateAsAuthenticationIdentity.ShouldBeTrue();
    }

    [Fact]
    public void With_an_authority_of_our_own_only_its_certificates_are_accepted_and_only_under_the_right_name()
    {
        using var authority = Certificate("authority", isAuthority: true);
        using var good = Certificate("broker", issuer: authority);
        using var stranger = Certificate("broker");
        File.WriteAllText(_folder["authority.pem"], authority.ExportCertificatePem());
        var tls = BrokerTls.Load(new TlsOptions { AuthorityFile = _folder["authority.pem"] }, "broker");

        tls.Validate(this, good, null, SslPolicyErrors.RemoteCertificateChainErrors).ShouldBeTrue();
        tls.Validate(this, good, null, SslPolicyErrors.RemoteCertificateNameMismatch).ShouldBeFalse();
        tls.Validate(this, stranger, null, SslPolicyErrors.RemoteCertificateChainErrors).ShouldBeFalse();
        tls.Validate(this, stranger, null, SslPolicyErrors.None).ShouldBeFalse();
        tls.Validate(this, null, null, SslPolicyErrors.RemoteCertificateNotAvailable).ShouldBeFalse();
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_one_line() =>
        Should.Throw<TransportException>(() => BrokerTls.Load(new TlsOptions { AuthorityFile = _folder["none.pem"] }, "broker"))
            .Message.ShouldNotContain('\n');

    private static X509Certificate2 Certificate(string name, bool isAuthority = false, X509Certificate2? issuer = null)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, false, 0, true));
        var (from, to) = (DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return issuer is null ? request.CreateSelfSigned(from, to) : request.Create(issuer, from.AddHours(1), to.AddHours(-1), [1, 2, 3]);
    }
}
