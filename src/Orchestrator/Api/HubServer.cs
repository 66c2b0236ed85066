using System.Net;
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

    /// <exception cref="HubException">The address is no loopback address or in use, or the token file cannot be used.</exception>
    public static async Task<HubServer> StartAsync(Hub hub, HubServerOptions options, CancellationToken cancellationToken)
    {
        var endpoint = Parse(options.Listen);
        var token = ApiToken.ReadOrCreate(options.TokenFile);
        var application = Build(endpoint, options.Loggers);
        HubApi.Map(application, hub, token);
        try
        {
            await application.StartAsync(cancellationToken);
            return new HubServer(application);
        }
        catch (IOException exception)
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

    private static IPEndPoint Parse(string listen)
    {
        if (!IPEndPoint.TryParse(listen, out var endpoint))
        {
            throw new HubException(HubError.Invalid, $"'{listen}' is no address to listen on; give ADDRESS:PORT, such as {HubServerOptions.DefaultListen}.");
        }

        return IPAddress.IsLoopback(endpoint.Address)
            ? endpoint
            : throw new HubException(HubError.Invalid, $"The API speaks plain HTTP and listens on loopback only, not on {listen}; put a proxy with TLS before it.");
    }
}
