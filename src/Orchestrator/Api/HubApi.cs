using System.Text.Json;
using EventCollab.Contracts;
using EventCollab.Messaging.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace EventCollab.Orchestrator.Api;

/// <summary>The routes that operators use. Every one but the health checks asks for the token.</summary>
public static class HubApi
{
    private const string Lines = "application/x-ndjson";

    /// <summary>What may not be null must not come as null: it would fail far from here.</summary>
    private static readonly JsonSerializerOptions Strict = new(ContractJson.Options) { RespectNullableAnnotations = true };

    public static void Map(WebApplication application, Hub hub, string token)
    {
        application.Use(next => context => ApiErrors.GuardAsync(context, next));
        application.Use(next => context => IsHealth(context) || IsAllowed(context, token) ? next(context) : ApiErrors.ForbidAsync(context));
        application.UseRouting();
        application.MapGet("/health/live", () => Results.Ok());
        application.MapGet("/health/ready", (CancellationToken ct) => ReadyAsync(hub, ct));
        MapCollaborations(application.MapGroup("/collaborations"), hub);
        application.MapGet("/refusals", async (CancellationToken ct) => Json(await hub.ListForeignRefusalsAsync(ct)));
        application.MapFallback(context => ApiErrors.WriteAsync(context, StatusCodes.Status404NotFound, "There is no such address."));
    }

    private static void MapCollaborations(RouteGroupBuilder group, Hub hub)
    {
        group.MapGet("", async (CancellationToken ct) => Json(await hub.ListAsync(ct)));
        group.MapPost("", (HttpContext context, CancellationToken ct) => SubmitAsync(context, hub, ct));
        group.MapGet("{id}", async (string id, CancellationToken ct) => Json(await RequireAsync(hub, id, ct)));
        group.MapPost("{id}/pause", async (string id, CancellationToken ct) =>
        {
            await hub.PauseAsync(Parse(id), ct);
            return Results.Accepted();
        });
        group.MapPost("{id}/resume", async (string id, CancellationToken ct) =>
        {
            await hub.ResumeAsync(Parse(id), ct);
            return Results.Accepted();
        });
        group.MapPost("{id}/cancel", (HttpContext context, string id) => CancelAsync(context, hub, id));
        group.MapGet("{id}/watch", (HttpContext context, string id) => WatchAsync(context, hub, id));
    }

    private static async Task<IResult> SubmitAsync(HttpContext context, Hub hub, CancellationToken cancellationToken)
    {
        var request = await ReadAsync<SubmitRequest>(context);
        if (!double.IsFinite(request.RecruitingSeconds) || request.RecruitingSeconds is <= 0 or > 365 * 86400.0)
        {
            throw new HubException(HubError.Invalid, "recruitingSeconds must be above zero and at most a year.");
        }

        var id = request.Id ?? CollaborationId.New();
        var view = await hub.SubmitAsync(
            id,
            request.Terms,
            TimeSpan.FromSeconds(request.RecruitingSeconds),
            request.MinimumOrganizations ?? request.Terms.Organizations.Count,
            cancellationToken);
        return Results.Json(view, ContractJson.Options, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> CancelAsync(HttpContext context, Hub hub, string id)
    {
        // Only a request that says so has no body; one without a length comes in chunks.
        var request = context.Request.ContentLength is 0 || !context.Request.Headers.ContainsKey("Content-Type")
            ? new CancelRequest()
            : await ReadAsync<CancelRequest>(context);
        await hub.CancelAsync(Parse(id), request.Reason, context.RequestAborted);
        return Results.Accepted();
    }

    /// <summary>One JSON line per committed change, until the collaboration is over.</summary>
    private static async Task WatchAsync(HttpContext context, Hub hub, string id)
    {
        await foreach (var view in hub.WatchAsync(Parse(id), context.RequestAborted))
        {
            // Not before the first view: until then the answer may still be that there is no such collaboration.
            if (!context.Response.HasStarted)
            {
                context.Response.ContentType = Lines;
            }

            await JsonSerializer.SerializeAsync(context.Response.Body, view, ContractJson.Options, context.RequestAborted);
            await context.Response.Body.WriteAsync("\n"u8.ToArray(), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }

    private static async Task<IResult> ReadyAsync(Hub hub, CancellationToken cancellationToken)
    {
        if (!hub.IsReady)
        {
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }

        await hub.ListForeignRefusalsAsync(cancellationToken);
        return Results.Ok();
    }

    private static async Task<T> ReadAsync<T>(HttpContext context)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(context.Request.Body, Strict, context.RequestAborted)
                ?? throw new HubException(HubError.Invalid, "The body is empty.");
        }
        catch (Exception exception) when (exception is JsonException or FormatException)
        {
            throw new HubException(HubError.Invalid, $"The body is not what is expected: {exception.Message}", exception);
        }
    }

    private static async Task<Views.CollaborationView> RequireAsync(Hub hub, string id, CancellationToken cancellationToken) =>
        await hub.FindAsync(Parse(id), cancellationToken)
        ?? throw new HubException(HubError.NotFound, $"There is no collaboration {Parse(id)}.");

    private static CollaborationId Parse(string id) => CollaborationId.TryParse(id, out var parsed)
        ? parsed
        : throw new HubException(HubError.Invalid, "A collaboration's id has 32 hexadecimal digits.");

    private static IResult Json<T>(T value) => Results.Json(value, ContractJson.Options);

    private static bool IsHealth(HttpContext context) => context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal);

    private static bool IsAllowed(HttpContext context, string token)
    {
        const string Scheme = "Bearer ";
        var header = context.Request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && ApiToken.Matches(token, header[Scheme.Length..].Trim());
    }
}
