using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;
using EventCollab.Contracts;
using EventCollab.Messaging.Persistence;
using EventCollab.Orchestrator.Views;

namespace EventCollab.Orchestrator.Api;

/// <summary>The hub's HTTP API for programs. Every failure is a <see cref="HubException"/> with one line.</summary>
public sealed class HubClient : IDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);
    private readonly HttpClient _http;

    /// <param name="hub">For example <c>http://127.0.0.1:8420</c>.</param>
    /// <param name="token">Content of the hub's token file.</param>
    public HubClient(Uri hub, string token)
    {
#pragma warning disable CA2000 // The client disposes its handler.
        _http = new HttpClient(new SocketsHttpHandler { ConnectTimeout = ConnectTimeout, AllowAutoRedirect = false })
#pragma warning restore CA2000
        {
            BaseAddress = hub,

            // A watch lasts as long as its collaboration; callers pass a token.
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public Task<CollaborationView> SubmitAsync(SubmitRequest request, CancellationToken cancellationToken) =>
        ReadAsync<CollaborationView>(
            HttpMethod.Post, "collaborations", JsonContent.Create(request, options: ContractJson.Options), cancellationToken);

    public Task<IReadOnlyList<CollaborationView>> ListAsync(CancellationToken cancellationToken) =>
        ReadAsync<IReadOnlyList<CollaborationView>>(HttpMethod.Get, "collaborations", null, cancellationToken);

    /// <exception cref="HubException">There is no such collaboration.</exception>
    public Task<CollaborationView> GetAsync(CollaborationId id, CancellationToken cancellationToken) =>
        ReadAsync<CollaborationView>(HttpMethod.Get, $"collaborations/{id}", null, cancellationToken);

    public Task PauseAsync(CollaborationId id, CancellationToken cancellationToken) =>
        CommandAsync($"collaborations/{id}/pause", null, cancellationToken);

    public Task ResumeAsync(CollaborationId id, CancellationToken cancellationToken) =>
        CommandAsync($"collaborations/{id}/resume", null, cancellationToken);

    public Task CancelAsync(CollaborationId id, string reason, CancellationToken cancellationToken) =>
        CommandAsync(
            $"collaborations/{id}/cancel",
            JsonContent.Create(new CancelRequest { Reason = reason }, options: ContractJson.Options),
            cancellationToken);

    /// <summary>The collaboration now and after each change, until it is over.</summary>
    /// <exception cref="HubException">There is no such collaboration, or the hub went away.</exception>
    public async IAsyncEnumerable<CollaborationView> WatchAsync(
        CollaborationId id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var response = await SendAsync(HttpMethod.Get, $"collaborations/{id}/watch", null, cancellationToken);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        while (await ReadLineAsync(reader, cancellationToken) is { } line)
        {
            yield return JsonSerializer.Deserialize<CollaborationView>(line, ContractJson.Options) ?? throw Unreadable(null);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<string?> ReadLineAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadLineAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            throw Gone(exception);
        }
    }

    private async Task CommandAsync(string path, HttpContent? body, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(HttpMethod.Post, path, body, cancellationToken);
    }

    private async Task<T> ReadAsync<T>(HttpMethod method, string path, HttpContent? body, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(method, path, body, cancellationToken);
        try
        {
            return await response.Content.ReadFromJsonAsync<T>(ContractJson.Options, cancellationToken) ?? throw Unreadable(null);
        }
        catch (JsonException exception)
        {
            throw Unreadable(exception);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, HttpContent? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = body };
        HttpResponseMessage response;
        try
        {
            response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
        catch (HttpRequestException exception)
        {
            throw Gone(exception);
        }

        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            throw new HubException(Kind((int)response.StatusCode), await DetailAsync(response, cancellationToken));
        }
    }

    private static async Task<string> DetailAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            using var problem = await JsonDocument.ParseAsync(body, default, cancellationToken);
            return problem.RootElement.TryGetProperty("detail", out var detail) && detail.GetString() is { Length: > 0 } text
                ? text
                : $"The hub answered {(int)response.StatusCode}.";
        }
        catch (JsonException)
        {
            return $"The hub answered {(int)response.StatusCode}.";
        }
    }

    private static HubError Kind(int status) => status switch
    {
        401 or 403 => HubError.Forbidden,
        404 => HubError.NotFound,
        409 => HubError.Conflict,
        >= 500 => HubError.Unreachable,
        _ => HubError.Invalid,
    };

    private HubException Gone(Exception exception) =>
        new(
            HubError.Unreachable,
            $"The hub at {_http.BaseAddress} cannot be reached: {exception.Message.ReplaceLineEndings(" ")}",
            exception);

    private HubException Unreadable(Exception? exception) =>
        new(HubError.Unreachable, $"What answers at {_http.BaseAddress} is no hub.", exception);
}
