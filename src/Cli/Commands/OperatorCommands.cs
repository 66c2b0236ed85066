using System.CommandLine;
using EventCollab.Cli.Input;
using EventCollab.Cli.Options;
using EventCollab.Contracts;
using EventCollab.Orchestrator.Api;

namespace EventCollab.Cli.Commands;

/// <summary><c>pause</c>, <c>resume</c> and <c>cancel</c>: one request each.</summary>
internal static class OperatorCommands
{
    public static Command Pause(CliContext context) => Create(
        context, "pause", "Pauses a collaboration; contributions on their way are kept.", (client, id, cancellation) => client.PauseAsync(id, cancellation));

    public static Command Resume(CliContext context) => Create(
        context, "resume", "Lets a paused collaboration go on where it was.", (client, id, cancellation) => client.ResumeAsync(id, cancellation));

    public static Command Cancel(CliContext context)
    {
        var reason = new Option<string>("--reason") { HelpName = "TEXT", Description = "Shown to every organization.", DefaultValueFactory = _ => "cancelled by the operator" };
        return Create(context, "cancel", "Ends a collaboration for good.", (client, id, parsed, cancellation) => client.CancelAsync(id, parsed.GetRequiredValue(reason), cancellation), reason);
    }

    private static ExampledCommand Create(CliContext context, string name, string description, Func<HubClient, CollaborationId, CancellationToken, Task> act) =>
        Create(context, name, description, (client, id, _, cancellation) => act(client, id, cancellation));

    private static ExampledCommand Create(
        CliContext context, string name, string description, Func<HubClient, CollaborationId, ParseResult, CancellationToken, Task> act, params IReadOnlyList<Option> options)
    {
        var hub = new HubOption();
        var id = new Argument<string>("ID") { Description = "The collaboration." };
        var command = new ExampledCommand(name, description, $"eventcollab {name} 0f8fad5bd9cb469fa16570867728950e").With([.. options, .. hub.All]);
        command.Arguments.Add(id);
        command.SetAction(async (parsed, cancellation) =>
        {
            var collaboration = CollaborationIds.Parse(parsed.GetRequiredValue(id));
            using var client = hub.Connect(parsed, context);
            await act(client, collaboration, parsed, cancellation);
        });
        return command;
    }
}
