using EventCollab.Learning.Models;

namespace EventCollab.Learning;

/// <summary>
/// Runs a collaboration in a plain loop, without messages: what a method does, and the measure for the pipeline, whose final
/// state must be bit-equal.
/// </summary>
public sealed class InProcessRunner
{
    private readonly IMethod _method;
    private readonly CollaborationSetup _setup;
    private readonly IReadOnlyDictionary<string, ILocalData> _data;

    /// <param name="method">The method.</param>
    /// <param name="setup">The collaboration.</param>
    /// <param name="data">By organization; each one's participant gets only its own.</param>
    public InProcessRunner(IMethod method, CollaborationSetup setup, IReadOnlyDictionary<string, ILocalData> data)
    {
        _method = method;
        _setup = setup;
        _data = data;
    }

    /// <summary>Whether an organization fails to answer in a round.</summary>
    public Func<int, string, bool> IsMissing { get; init; } = (_, _) => false;

    /// <summary>Where an organization keeps its models; in memory by default.</summary>
    public Func<string, IModelStore> Models { get; init; } = _ => new MemoryModelStore();

    /// <summary>Where everyone trains.</summary>
    public ComputeSettings Compute { get; init; } = new();

    /// <summary>An organization's own choice of a local model; null leaves it to the options.</summary>
    public Func<string, LocalModelKind?> OwnModel { get; init; } = _ => null;

    /// <summary>Told on the calling thread how training goes.</summary>
    public IProgress<OrganizationProgress>? Progress { get; init; }

    /// <summary>The final state of the collaboration that this one continues; null where it starts anew.</summary>
    public TensorSet? Initial { get; init; }

    /// <exception cref="MethodException">The collaboration cannot go on.</exception>
    public InProcessResult Run(CancellationToken cancellation = default)
    {
        _method.Check(_setup);
        using var coordinator = _method.CreateCoordinator(_setup, _method.CoordinatedBySponsor ? _data[_setup.Sponsor!] : null);
        var participants = _setup.Organizations.ToDictionary(name => name, name => _method.CreateParticipant(_setup, Context(name)));
        try
        {
            return Run(coordinator, participants, cancellation);
        }
        finally
        {
            foreach (var participant in participants.Values)
            {
                participant.Dispose();
            }
        }
    }

    private OrganizationContext Context(string name) =>
        new() { Organization = name, Data = _data[name], Models = Models(name), Compute = Compute, LocalModel = OwnModel(name) };

    private InProcessResult Run(ICoordinator coordinator, Dictionary<string, IParticipant> participants, CancellationToken cancellation)
    {
        var (state, round, step) = (Initial?.Flatten() ?? coordinator.Start(), 1, 0);
        var reports = new List<StepReport>();
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var plan = coordinator.Plan(state, round, step, _setup.Organizations);
            var (contributions, missing) = Collect(plan, round, step, participants, cancellation);
            var combined = coordinator.Combine(state, round, step, contributions, missing);
            reports.Add(combined.Report);
            if (combined.Outcome != StepOutcome.Continue)
            {
                return new InProcessResult(combined.State, combined.Outcome, reports);
            }

            (state, round, step) = (combined.State, combined.NextRound, combined.NextStep);
        }
    }

    private (List<Contribution> Contributions, List<string> Missing) Collect(
        StepPlan plan, int round, int step, Dictionary<string, IParticipant> participants, CancellationToken cancellation)
    {
        var missing = plan.Recipients.Where(name => IsMissing(round, name)).ToList();
        if (plan.Recipients.Count - missing.Count < plan.Quorum || missing.Exists(plan.Required.Contains))
        {
            throw new MethodException($"{_method.Name}: round {round} lacks {string.Join(", ", missing)}; its quorum is {plan.Quorum} with {string.Join(", ", plan.Required)}.");
        }

        var task = new StepTask(round, step, plan.Broadcast);
        var contributions = plan.Recipients.Except(missing)
            .Select(name => new Contribution(name, round, participants[name].Contribute(task, ProgressOf(name, round), cancellation)))
            .ToList();
        return (contributions, missing);
    }

    private Listener? ProgressOf(string organization, int round) => Progress is null ? null : new Listener(Progress, organization, round, _setup.Rounds);

    private sealed class Listener(IProgress<OrganizationProgress> progress, string organization, int round, int rounds) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => progress.Report(new OrganizationProgress(organization, round, rounds, value));
    }
}
