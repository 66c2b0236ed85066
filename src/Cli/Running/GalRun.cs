using EventCollab.Cli.Display;
using EventCollab.Cli.Input;
using EventCollab.Cli.Logging;
using EventCollab.Cli.Results;
using EventCollab.Contracts;
using EventCollab.Hosting;
using EventCollab.Learning;
using EventCollab.Learning.Data;
using EventCollab.Learning.Methods.Gal;
using EventCollab.Messaging.Transport;
using EventCollab.Orchestrator.Views;

namespace EventCollab.Cli.Running;

/// <summary>One GAL collaboration from the table to the report, with all services in this process.</summary>
internal sealed class GalRun(CliContext context, GalRequest request)
{
    // Everyone is here already; this only bounds a start that hangs.
    private static readonly TimeSpan Recruiting = TimeSpan.FromMinutes(1);

    /// <param name="display">Shows the rounds.</param>
    /// <param name="finished">Gets the report, once: without baselines where these fail or are cancelled.</param>
    /// <param name="cancellationToken">Ends the collaboration, or the baselines after it.</param>
    public async Task RunAsync(IRunDisplay display, Action<RunReport> finished, CancellationToken cancellationToken)
    {
        var data = request.Data.Load(context, request.SyntheticAllowed);
        var organizations = OrganizationNames.Create(request.Data.Organizations);
        var terms = Terms(organizations);
        Methods.Create().Resolve(terms);
        GalMethod.CheckModels(terms.ToSetup(), data.Organizations);
        var id = CollaborationId.New();
        var folder = RunFolder.Create(request.RunFolder, id.ToString());
        try
        {
            var report = await CollaborateAsync(id, terms, data, folder, display, cancellationToken);
            folder.Finish();
            finished(request.Baselines == BaselineChoice.None
                ? report
                : report with { Baselines = await CompareAsync(display, report, terms, data, finished, cancellationToken) });
        }
        catch (Exception exception) when (exception is OperationCanceledException or TransportException)
        {
            // Nothing in it explains more than the message; after other failures the log may.
            folder.Finish();
            throw;
        }
    }

    private async Task<BaselineReport> CompareAsync(
        IRunDisplay display, RunReport report, Terms terms, PartitionedData data, Action<RunReport> finished, CancellationToken cancellationToken)
    {
        try
        {
            var baselines = new Baselines(terms.ToSetup(), data, request, context.Time);
            return await display.FollowAsync(() => baselines.Line, () => baselines.ComputeAsync(cancellationToken));
        }
        catch
        {
            // The run itself is done, and may have taken hours.
            finished(report);
            throw;
        }
    }

    private Terms Terms(IReadOnlyList<OrganizationId> organizations) => new()
    {
        Method = GalMethod.MethodName,
        Options = GalOptions.Parse(request.Options).ToJson(),
        Seed = request.Data.Seed,
        Rounds = request.Rounds,
        Organizations = organizations,
        Sponsor = organizations[0],
    };

    private async Task<RunReport> CollaborateAsync(
        CollaborationId id, Terms terms, PartitionedData data, RunFolder folder, IRunDisplay display, CancellationToken cancellationToken)
    {
        var disk = new DiskFailures();
        var monitor = new RunMonitor(terms, request.Compute, context.Time);
        using var logs = Logs.Create(folder.Log, stderr: null, disk);
        await using var services = await LocalServices.StartAsync(
            new LocalServicesOptions
            {
                Transport = RunTransport.Scope(request.Transport, id),
                Folder = folder,
                Organizations = [.. terms.Organizations.Zip(data.Organizations, (name, local) => (name, (ILocalData)local))],
                Compute = request.Compute,
                Progress = monitor.Training,
                Loggers = logs,
                Time = context.Time,
            },
            cancellationToken);
        var guard = new RunGuard(request.Transport, services, disk, context.Time);

        // Only now: what a run is is of no interest where its services cannot start.
        return await display.ShowAsync(RunHeaders.Of(request, data, folder), async show =>
        {
            var start = context.Time.GetTimestamp();
            await guard.GuardAsync(token => services.Hub.SubmitAsync(id, terms, Recruiting, terms.Organizations.Count, token), cancellationToken);
            var view = await guard.GuardAsync(token => monitor.FollowAsync(services.Hub.WatchAsync(id, token), show), cancellationToken);
            if (view.FinalHash is null)
            {
                throw new CliException($"the collaboration ended as {view.State} in round {view.Round}: {view.Reason} (log: {folder.Log})");
            }

            var duration = context.Time.GetElapsedTime(start);
            view = await guard.GuardAsync(token => services.Hub.WhenScoredAsync(id, token), cancellationToken);
            return Report(view, data, duration);
        });
    }

    private RunReport Report(CollaborationView view, PartitionedData data, TimeSpan duration)
    {
        var rounds = RoundLines.Of(view);
        var metrics = rounds.Select(round => round.Metric);
        return new RunReport
        {
            Method = view.Terms.Method,
            Data = data.Dataset.Name,
            Task = data.Dataset.Task.ToString().ToLowerInvariant(),
            TaskRule = data.Dataset.TaskRule,
            Synthetic = data.Dataset.Synthetic,
            Seed = view.Terms.Seed,
            SplitSeed = request.Data.SplitFile is null ? request.Data.SplitSeed : null,
            Organizations = view.Terms.Organizations.Count,
            Rounds = view.Terms.Rounds,
            Transport = TransportAddress.WithoutPassword(request.Transport.Address),
            Privacy = request.Privacy,
            State = view.State,
            Metric = data.Dataset.Metric,
            Value = rounds[^1].Metric,
            Best = data.Dataset.Task == PredictionTask.Regression ? metrics.Min() : metrics.Max(),
            Baselines = null,
            PerRound = rounds,
            OrganizationsDetail = [.. view.Organizations.Select(organization => new OrganizationLine(
                organization.Id.Value, organization.Share, organization.Weight, organization.BytesIn, organization.BytesOut, organization.Late, organization.Refused))],
            BytesTotal = view.Organizations.Sum(organization => organization.BytesIn + organization.BytesOut),
            Seconds = Math.Round(duration.TotalSeconds, 3),
            PeakRssMb = ProcessMemory.PeakMb(),
            FinalHash = view.FinalHash?.ToString(),
        };
    }
}
