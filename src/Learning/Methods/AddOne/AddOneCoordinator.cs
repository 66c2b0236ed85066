using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace EventCollab.Learning.Methods.AddOne;

/// <summary>Broadcasts its vector and replaces it by the mean of the contributions, summed in order of organizations.</summary>
internal sealed class AddOneCoordinator(CollaborationSetup setup, int length) : ICoordinator
{
    public const string VectorName = "vector";

    private readonly TensorSpec _spec = new(VectorName, ElementType.Float32, [length]);

    public TensorSet Start() => new(new NamedTensor(_spec, new byte[_spec.ByteLength]));

    public StepPlan Plan(TensorSet state, int round, int step, IReadOnlyList<string> members) => new()
    {
        Broadcast = state,
        Recipients = members,
        Quorum = members.Count,
        Expected = [_spec],
    };

    public CombinedStep Combine(TensorSet state, int round, int step, IReadOnlyList<Contribution> contributions, IReadOnlyList<string> missing)
    {
        if (contributions.Count == 0)
        {
            throw new MethodException($"add-one: round {round} has no contributions.");
        }

        var bytes = new byte[_spec.ByteLength];
        var sum = MemoryMarshal.Cast<byte, float>(bytes.AsSpan());
        foreach (var contribution in contributions.OrderBy(contribution => contribution.Organization, StringComparer.Ordinal))
        {
            TensorPrimitives.Add(sum, contribution.Tensors[VectorName].Singles, sum);
        }

        TensorPrimitives.Divide(sum, contributions.Count, sum);
        var report = new StepReport
        {
            LossBefore = round,
            Loss = round,
            MetricName = "mean",
            Metric = Mean(sum),
            Rate = 1,
            Weights = [.. contributions.Select(contribution => (contribution.Organization, 1.0 / contributions.Count))],
        };
        var outcome = round >= setup.Rounds ? StepOutcome.Completed : StepOutcome.Continue;
        return new CombinedStep(new TensorSet(new NamedTensor(_spec, bytes)), outcome, round + 1, 0, report);
    }

    public void Dispose()
    {
        // Nothing is held between calls.
    }

    /// <summary>In double from one slice to the next: a float sum over millions of elements would no longer be exact.</summary>
    private static double Mean(ReadOnlySpan<float> values)
    {
        const int Slice = 4096;
        var sum = 0.0;
        for (var start = 0; start < values.Length; start += Slice)
        {
            sum += TensorPrimitives.Sum(values.Slice(start, Math.Min(Slice, values.Length - start)));
        }

        return sum / values.Length;
    }
}
