using EventCollab.Learning;

namespace EventCollab.Hosting.Tests;

/// <summary>A method for tests: the state is the sum of all contributions so far; the sponsor's first target is where it starts.</summary>
internal sealed class SumMethod : IMethod
{
    public string Name => "sum";

    public bool CoordinatedBySponsor { get; init; }

    public string? Refuses { get; init; }

    public Exception? Fails { get; init; }

    public int Disposed { get; private set; }

    public void Check(CollaborationSetup setup)
    {
        if (Refuses is not null)
        {
            throw new MethodException(Refuses);
        }
    }

    public ICoordinator CreateCoordinator(CollaborationSetup setup, ILocalData? data) => new Coordinator(this, setup, data);

    public IParticipant CreateParticipant(CollaborationSetup setup, OrganizationContext context) =>
        throw new NotSupportedException("The desk has no participants.");

    private sealed class Coordinator(SumMethod method, CollaborationSetup setup, ILocalData? data) : ICoordinator
    {
        public TensorSet Start() => Set("sum", data?.Targets?.Training[0] ?? 0);

        public StepPlan Plan(TensorSet state, int round, int step, IReadOnlyList<string> members) => new()
        {
            Broadcast = Set("broadcast", state["sum"].Doubles[0] * round),
            Recipients = members,
            Quorum = 1,
            Required = [members[0]],
            Deadline = TimeSpan.FromSeconds(5),
            Lateness = Lateness.CarryOver,
            Expected = [new TensorSpec("value", ElementType.Float64, [1])],
        };

        public CombinedStep Combine(TensorSet state, int round, int step, IReadOnlyList<Contribution> contributions, IReadOnlyList<string> missing)
        {
            if (method.Fails is { } failure)
            {
                throw failure;
            }

            // Not commutative, so that another order of organizations gives another number.
            var sum = contributions.Aggregate(state["sum"].Doubles[0], (total, next) => (total * 10) + next.Tensors["value"].Doubles[0]);
            var report = new StepReport
            {
                LossBefore = 2,
                Loss = 1,
                MetricName = "mad",
                Metric = 4.5,
                Rate = 0.5,
                Weights = [.. contributions.Select(next => (next.Organization, 0.5))],
                Degraded = missing.Count > 0,
            };
            return new CombinedStep(Set("sum", sum), round == setup.Rounds ? StepOutcome.Completed : StepOutcome.Continue, round + 1, 0, report);
        }

        public void Dispose() => method.Disposed++;

        private static TensorSet Set(string name, double value) => new(NamedTensor.Of(name, [value], 1));
    }
}
