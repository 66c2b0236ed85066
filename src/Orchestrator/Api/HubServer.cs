using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EventCollab.Orchestrator.Api;

/// <summary>The hub's HTTP API on Kestrel.</summary>
public sealed class HubServer : IAsyncDisposable
{
    private const long MaxRequestBytes = 1024 * 1024;
    private readonly WebApplication _application;

    private HubServer(WebApplication application) => _application = application;

    /// <summary>For example <c>http://127.0.0.1:8420</c>.</summary>
    public Uri Address => new(_application.Urls.First());

    /// <exception cref="HubException">The address is none or in use, or the token file cannot be used.</exception>
    public static async Task<HubServer> StartAsync(Hub hub, HubServerOptions options, CancellationToken cancellationToken)
    {
        var endpoint = Parse(options.Listen);
        var token = ApiToken.ReadOrCreate(options.TokenFile);
        var application = Build(endpoint, options.Loggers);
        HubApi.Map(application, hub, token);
        try
        {
            WarnOutsideLoopback(endpoint, options.Loggers);
            await application.StartAsync(cancellationToken);
            return new HubServer(application);
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            await application.DisposeAsync();
            throw new HubException(HubError.Unreachable, $"The API cannot listen on {endpoint}: {exception.Message}", exception);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
    }

    private static WebApplication Build(IPEndPoint endpoint, ILoggerFactory loggers)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(loggers);
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxRequestBytes;
            kestrel.Limits.MaxConcurrentConnections = 256;
            kestrel.Listen(endpoint);
        });
        return builder.Build();
    }

    /// <summary>Containers and other machines need it; what it costs must be said where the operator looks.</summary>
    private static void WarnOutsideLoopback(IPEndPoint endpoint, ILoggerFactory loggers)
    {
        if (!IPAddress.IsLoopback(endpoint.Address))
        {
            loggers.CreateLogger<HubServer>().LogWarning(
                "The API listens on {Endpoint}, not on loopback: it speaks plain HTTP, so the bearer token travels unencrypted there; "
                + "put a proxy with TLS in front of it.",
                endpoint);
        }
    }

    private static IPEndPoint Parse(string listen) => IPEndPoint.TryParse(listen, out var endpoint)
        ? endpoint
        : throw new HubException(
            HubError.Invalid, $"'{listen}' is no address to listen on; give ADDRESS:PORT, such as {HubServerOptions.DefaultListen}.");
}
