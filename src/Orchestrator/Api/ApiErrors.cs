using System.Text.Json;
using EventCollab.Messaging.Persistence;
using Microsoft.AspNetCore.Http;

namespace EventCollab.Orchestrator.Api;

/// <summary>Problem details with one line. No stack trace ever leaves the hub.</summary>
internal static class ApiErrors
{
    public static async Task GuardAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller went away.
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            var (status, detail) = Explain(exception);
            await WriteAsync(context, status, detail);
        }
    }

    public static Task ForbidAsync(HttpContext context)
    {
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return WriteAsync(context, StatusCodes.Status401Unauthorized, "The token is missing or wrong.");
    }

    public static async Task WriteAsync(HttpContext context, int status, string detail)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/problem+json";
        var problem = new Dictionary<string, object> { ["status"] = status, ["detail"] = OneLine(detail) };
        await JsonSerializer.SerializeAsync(context.Response.Body, problem, ContractJson.Options, context.RequestAborted);
    }

    private static (int Status, string Detail) Explain(Exception exception) => exception switch
    {
        HubException { Error: HubError.NotFound } e => (StatusCodes.Status404NotFound, e.Message),
        HubException { Error: HubError.Conflict } e => (StatusCodes.Status409Conflict, e.Message),
        HubException { Error: HubError.Forbidden } e => (StatusCodes.Status403Forbidden, e.Message),
        HubException { Error: HubError.Unreachable } e => (StatusCodes.Status503ServiceUnavailable, e.Message),
        HubException e => (StatusCodes.Status400BadRequest, e.Message),
        BadHttpRequestException e => (e.StatusCode, e.Message),
        StoreException e => (StatusCodes.Status503ServiceUnavailable, e.Message),
        _ => (StatusCodes.Status500InternalServerError, "The hub failed; its log says why."),
    };

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
