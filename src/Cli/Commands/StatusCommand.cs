using System.CommandLine;
using EventCollab.Cli.Display;
using EventCollab.Cli.Input;
using EventCollab.Cli.Options;
using EventCollab.Orchestrator.Api;
using EventCollab.Orchestrator.Views;

namespace EventCollab.Cli.Commands;

/// <summary><c>status</c>: what a collaboration waits for and what came of its rounds.</summary>
internal static class StatusCommand
{
    public static Command Create(CliContext context)
    {
        var hub = new HubOption();
        var id = new Argument<string?>("ID") { Arity = ArgumentArity.ZeroOrOne, Description = "The collaboration; without it all are listed." };
        var watch = new Option<bool>("--watch") { Description = "Stays until the collaboration is over, one line a change; exit code 1 if it failed." };
        var json = new Option<bool>("--json") { Description = "Prints JSON; with --watch one line a change." };
        var command = new ExampledCommand(
            "status",
            "Shows collaborations of a hub: state, who is awaited since when, rounds, organizations, refusals.",
            "eventcollab status",
            "eventcollab status 0f8fad5bd9cb469fa16570867728950e --watch").With([watch, json, .. hub.All]);
        command.Arguments.Add(id);
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = hub.Connect(parsed, context);
            var output = new StatusOutput(context, parsed.GetValue(json));
            return parsed.GetValue(id) is { } text
                ? await ShowAsync(client, CollaborationIds.Parse(text), parsed.GetValue(watch), output, cancellation)
                : output.List(await client.ListAsync(cancellation));
        });
        return command;
    }

    private static async Task<int> ShowAsync(HubClient client, Contracts.CollaborationId id, bool watch, StatusOutput output, CancellationToken cancellation)
    {
        if (!watch)
        {
            return output.Whole(await client.GetAsync(id, cancellation));
        }

        CollaborationView? last = null;
        await foreach (var view in client.WatchAsync(id, cancellation))
        {
            output.Line(view);
            last = view;
        }

        return last is { IsOver: true, FinalHash: not null }
            ? ExitCode.Success
            : throw new CliException($"the collaboration ended as {last?.State ?? "unknown"}: {last?.Reason}");
    }
}
