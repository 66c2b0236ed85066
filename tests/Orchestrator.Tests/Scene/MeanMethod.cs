using System.Text.Json;
using EventCollab.Learning;

namespace EventCollab.Orchestrator.Tests.Scene;

/// <summary>
/// State: four numbers. Each organization adds its own constant to the broadcast state, the coordinator takes the mean. The
/// options are the plan, so that tests choose quorum, deadline and lateness.
/// </summary>
internal sealed class MeanMethod(string name, bool bySponsor) : IMethod
{
    public const int Length = 4;

    public string Name => name;

    public bool CoordinatedBySponsor => bySponsor;

    public void Check(CollaborationSetup setup) => _ = Options(setup);

    public ICoordinator CreateCoordinator(CollaborationSetup setup, ILocalData? data) => new Coordinator(setup, Options(setup));

    public IParticipant CreateParticipant(CollaborationSetup setup, OrganizationContext context) => throw new NotSupportedException();

    private static MeanOptions Options(CollaborationSetup setup)
    {
        try
        {
            return JsonSerializer.Deserialize<MeanOptions>(setup.Options)!;
        }
        catch (JsonException exception)
        {
            throw new MethodException(exception.Message);
        }
    }

    private sealed class Coordinator(CollaborationSetup setup, MeanOptions options) : ICoordinator
    {
        public TensorSet Start() => Tensor("state", new float[Length]);

        public StepPlan Plan(TensorSet state, int round, int step, IReadOnlyList<string> members) => new()
        {
            Broadcast = Tensor("x", state["state"].Singles),
            Recipients = members,
            Quorum = Math.Min(options.Quorum ?? members.Count, members.Count),
            Required = options.Required,
            Deadline = options.DeadlineSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            Lateness = options.Lateness,
            Expected = [new TensorSpec("x", ElementType.Float32, [Length])],
        };

        public CombinedStep Combine(TensorSet state, int round, int step, IReadOnlyList<Contribution> contributions, IReadOnlyList<string> missing)
        {
            if (options.FailsInRound == round)
            {
                throw new MethodException("This round cannot be combined.");
            }

            var sum = new double[Length];
            foreach (var contribution in contributions)
            {
                for (var i = 0; i < Length; i++)
                {
                    sum[i] += contribution.Tensors["x"].Singles[i];
                }
            }

            var mean = sum.Select(s => (float)(s / contributions.Count)).ToArray();
            var outcome = round == options.ConvergesInRound ? StepOutcome.Converged : round == setup.Rounds ? StepOutcome.Completed : StepOutcome.Continue;
            var report = new StepReport { Loss = mean[0], Weights = [.. contributions.Select(c => c.Organization).Distinct().Select(o => (o, 1.0 / contributions.Count))] };
            return new CombinedStep(Tensor("state", mean), outcome, round + 1, 0, report);
        }

        public void Dispose()
        {
        }

        private static TensorSet Tensor(string name, ReadOnlySpan<float> values) => new(NamedTensor.Of(name, values, values.Length));
    }
}
