using EventCollab.Learning;

namespace EventCollab.OrgAgent.Tests;

/// <summary>
/// A method whose every call is counted. A participant adds its number of training rows to the broadcast; the coordinator
/// starts from the sponsor's first label and adds up what comes.
/// </summary>
internal sealed class FakeMethod : IMethod
{
    private int _calls;

    public string Name => "fake";

    public bool CoordinatedBySponsor { get; init; } = true;

    public int Length { get; init; } = 1;

    public int Calls => _calls;

    public int Plans { get; private set; }

    public List<int> Threads { get; } = [];

    /// <summary>Runs inside a training, before it answers.</summary>
    public Action<StepTask, CancellationToken> OnTraining { get; set; } = (_, _) => { };

    public string? RefusesTerms { get; set; }

    public string? RefusesData { get; set; }

    /// <summary>Id of the collaboration that its collaborations continue.</summary>
    public string? Past { get; set; }

    public Exception? FailsOnData { get; set; }

    /// <summary>Answers with a tensor that nobody asked for.</summary>
    public bool Leaks { get; set; }

    public void Check(CollaborationSetup setup)
    {
        if (RefusesTerms is not null)
        {
            throw new MethodException(RefusesTerms);
        }
    }

    public Continuation? Continues(CollaborationSetup setup) => Past is null ? null : new Continuation(Past, string.Empty);

    public ICoordinator CreateCoordinator(CollaborationSetup setup, ILocalData? data) => new Coordinator(this, setup, data!);

    public IParticipant CreateParticipant(CollaborationSetup setup, OrganizationContext context) =>
        FailsOnData is { } failure ? throw failure
        : RefusesData is null ? new Participant(this, context.Data, context.Models) : throw new MethodException(RefusesData);

    public TensorSet Vector(string name, double value) => new(NamedTensor.Of(name, [.. Enumerable.Repeat(value, Length)], Length));

    private sealed class Participant(FakeMethod method, ILocalData data, IModelStore models) : IParticipant
    {
        public TensorSet Contribute(StepTask task, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
        {
            Interlocked.Increment(ref method._calls);
            method.Threads.Add(Environment.CurrentManagedThreadId);
            Thread.CurrentThread.IsThreadPoolThread.ShouldBeFalse("training must not run on a pool thread");
            method.OnTraining(task, cancellation);
            progress?.Report(new TrainingProgress(1, 1, 1, 1, 0.5));
            models.Save($"round-{task.Round}", [1, 2, 3]);
            return method.Vector(method.Leaks ? "features" : "fit", task.Broadcast.Tensors[0].Doubles[0] + data.Training.Rows);
        }

        public void Dispose()
        {
            // Nothing is held.
        }
    }

    private sealed class Coordinator(FakeMethod method, CollaborationSetup setup, ILocalData data) : ICoordinator
    {
        public TensorSet Start() => method.Vector("state", data.Targets!.Training[0]);

        public StepPlan Plan(TensorSet state, int round, int step, IReadOnlyList<string> members)
        {
            method.Plans++;
            return new StepPlan
            {
                Broadcast = method.Vector("residual", state["state"].Doubles[0]),
                Recipients = members,
                Quorum = members.Count,
                Expected = [new TensorSpec("fit", ElementType.Float64, [method.Length])],
            };
        }

        public CombinedStep Combine(TensorSet state, int round, int step, IReadOnlyList<Contribution> contributions, IReadOnlyList<string> missing)
        {
            var sum = state["state"].Doubles[0] + contributions.Sum(contribution => contribution.Tensors["fit"].Doubles[0]);
            var report = new StepReport { LossBefore = 2, Loss = 1, MetricName = "mad", Metric = 3, Rate = 1, Weights = [("clinic", 1.0)] };
            return new CombinedStep(method.Vector("state", sum), round == setup.Rounds ? StepOutcome.Completed : StepOutcome.Continue, round + 1, 0, report);
        }

        public void Dispose()
        {
            // Nothing is held.
        }
    }
}
