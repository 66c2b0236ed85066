using System.CommandLine;
using EventCollab.Cli.Options;
using EventCollab.Cli.Running;
using EventCollab.Messaging.Persistence;
using EventCollab.Rewards;

namespace EventCollab.Cli.Commands;

/// <summary><c>rewards</c>: the service that says what contributions were worth.</summary>
internal static class RewardsCommand
{
    public static Command Create(CliContext context)
    {
        var service = new ServiceOptions("runs/rewards");
        var command = new ExampledCommand(
            "rewards",
            "Runs the rewards service: scores what each organization contributed, in a store of its own.",
            "eventcollab rewards --transport amqp://rewards:secret@broker.example:5672/ --run-dir /var/lib/eventcollab/rewards").With(service.All);
        command.SetAction((parsed, cancellation) =>
        {
            var transport = service.Transport(parsed, context);
            return ServiceProcess.RunAsync(
                context,
                transport,
                service.Folder(parsed, context),
                loggers => RewardsService.Open(new RewardsOptions
                {
                    Names = transport.Names,
                    Dialect = new SqliteDialect(Path.Combine(service.Folder(parsed, context), "rewards.db"), durable: true),
                    Loggers = loggers,
                    Time = context.Time,
                }),
                (_, _) =>
                {
                    ServiceProcess.SayReady(context, "rewards", transport);
                    return Task.FromResult<IAsyncDisposable?>(null);
                },
                rewards => rewards.Failure,
                cancellation);
        });
        return command;
    }
}
