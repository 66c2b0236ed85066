using EventCollab.Cli.Input;
using EventCollab.Cli.Logging;
using EventCollab.Cli.Running;
using EventCollab.Contracts;
using EventCollab.Learning;
using EventCollab.Orchestrator.Views;

namespace EventCollab.Cli.Bench;

/// <summary>Rounds in which every organization adds 1 to a vector: what remains is the pipeline.</summary>
internal sealed class RoundsBench(CliContext context, RoundsRequest request)
{
    // Looking at a collaboration reads its rounds; looking after each of their commits would be what is measured.
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);

    public async Task<BenchReport> RunAsync(CancellationToken cancellationToken)
    {
        var id = CollaborationId.New();
        var folder = RunFolder.Create(request.RunFolder, id.ToString());
        var members = OrganizationNames.Create(request.Organizations);
        var disk = new DiskFailures();
        using var logs = Logs.Create(folder.Log, stderr: null, disk);
        BenchReport report;
        await using (var services = await LocalServices.StartAsync(
            new LocalServicesOptions
            {
                Transport = RunTransport.Scope(request.Transport, id),
                Folder = folder,
                Organizations = [.. members.Select(member => (member, (ILocalData)new NoData()))],
                Durable = request.Durable,
                Loggers = logs,
                Time = context.Time,
            },
            cancellationToken))
        {
            var meter = Meter();
            await services.Hub.SubmitAsync(id, Terms(members), TimeSpan.FromMinutes(1), members.Count, cancellationToken);
            var view = await new RunGuard(request.Transport, services, disk, context.Time).GuardAsync(token => EndAsync(services, id, token), cancellationToken);
            report = Report(view, meter);
        }

        folder.Finish();
        return report;
    }

    private Terms Terms(IReadOnlyList<OrganizationId> members) => new()
    {
        Method = "add-one",
        Options = $$"""{"length":{{request.PayloadBytes / sizeof(float)}}}""",
        Seed = 0,
        Rounds = request.Rounds,
        Organizations = members,
    };

    private async Task<CollaborationView> EndAsync(LocalServices services, CollaborationId id, CancellationToken cancellationToken)
    {
        using var look = new PeriodicTimer(Look, context.Time);
        await foreach (var view in services.Hub.WatchAsync(id, cancellationToken))
        {
            if (view.IsOver)
            {
                return view.FinalHash is null ? throw new CliException($"the collaboration ended as {view.State} in round {view.Round}: {view.Reason}") : view;
            }

            await look.WaitForNextTickAsync(cancellationToken);
        }

        throw new CliException("the collaboration did not end.");
    }

    private ProcessMeter Meter()
    {
        var meter = new ProcessMeter();
        meter.Add("hub, rewards and agents", Environment.ProcessId);
        if (!request.Transport.IsEmbedded)
        {
            var address = new Uri(request.Transport.Address);
            if (ListeningProcess.Find(address.Host, BrokerPort.Of(address)) is { } broker)
            {
                meter.Add("broker", broker);
            }
        }

        return meter;
    }

    private BenchReport Report(CollaborationView view, ProcessMeter meter)
    {
        var mean = view.Rounds[^1].Report.Metric;
        if (mean != request.Rounds)
        {
            throw new CliException($"the final mean is {mean}, not {request.Rounds}: a contribution was lost or counted twice.");
        }

        double[] cycles = [.. view.Rounds.Zip(view.Rounds.Skip(1), (before, after) => (after.CombinedAt - before.CombinedAt).TotalMilliseconds).Order()];
        return new BenchReport
        {
            Organizations = request.Organizations,
            PayloadBytes = request.PayloadBytes,
            Rounds = request.Rounds,
            Transport = TransportAddress.WithoutPassword(request.Transport.Address),
            RoundsPerSecond = Math.Round(cycles.Length / (view.Rounds[^1].CombinedAt - view.Rounds[0].CombinedAt).TotalSeconds, 2),
            P50Ms = Percentile(cycles, 0.50),
            P99Ms = Percentile(cycles, 0.99),
            FinalMean = mean,
            Processes = meter.Read(),
        };
    }

    /// <summary>The smallest value that at least this part of the values does not exceed.</summary>
    internal static double Percentile(IReadOnlyList<double> ascending, double part) =>
        Math.Round(ascending[Math.Max(0, (int)Math.Ceiling(part * ascending.Count) - 1)], 3);
}
