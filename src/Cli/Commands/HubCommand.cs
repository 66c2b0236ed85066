using System.CommandLine;
using EventCollab.Cli.Input;
using EventCollab.Cli.Options;
using EventCollab.Cli.Running;
using EventCollab.Orchestrator;
using EventCollab.Orchestrator.Api;

namespace EventCollab.Cli.Commands;

/// <summary><c>hub</c>: the orchestrator and its HTTP API.</summary>
internal static class HubCommand
{
    public static Command Create(CliContext context)
    {
        var service = new ServiceOptions("runs/hub");
        var listen = new Option<string>("--listen")
        {
            HelpName = "ADDRESS:PORT",
            Description = "Where the API for operators listens; plain HTTP, so beyond loopback put TLS in front.",
            DefaultValueFactory = _ => HubServerOptions.DefaultListen,
        };
        var store = new Option<string?>("--store") { HelpName = "sqlite:PATH", Description = "The hub's database. Default: hub.db in its folder." };
        var token = new Option<string?>("--token-file") { HelpName = "FILE", Description = TokenFile.Description };
        var command = new ExampledCommand(
            "hub",
            "Runs the orchestrator: opens rounds, collects contributions, answers operators.",
            "eventcollab hub --transport amqp://hub:secret@broker.example:5672/ --run-dir /var/lib/eventcollab/hub").With([.. service.All, listen, store, token]);
        command.SetAction((parsed, cancellation) =>
        {
            var transport = service.Transport(parsed, context);
            var server = new HubServerOptions { Listen = parsed.GetRequiredValue(listen), TokenFile = TokenFile.Path(parsed.GetValue(token), context) };
            return ServiceProcess.RunAsync(
                context,
                transport,
                service.Folder(parsed, context),
                loggers => Hub.Open(new HubOptions
                {
                    Names = transport.Names,
                    Folder = service.Folder(parsed, context),
                    StoreConnection = parsed.GetValue(store),
                    Methods = Methods.Create(),
                    TimeProvider = context.Time,
                    Loggers = loggers,
                }),
                async (hub, loggers) =>
                {
                    var api = await HubServer.StartAsync(hub, server with { Loggers = loggers }, cancellation);
                    ServiceProcess.SayReady(context, $"hub at {api.Address} (token in {server.TokenFile})", transport);
                    return api;
                },
                hub => hub.Failure,
                cancellation);
        });
        return command;
    }
}
