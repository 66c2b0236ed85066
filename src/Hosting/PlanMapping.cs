using EventCollab.Contracts;
using EventCollab.Learning;

namespace EventCollab.Hosting;

/// <summary>A method's plan and report in the words of the wire.</summary>
internal static class PlanMapping
{
    // Where the codec decides what a contribution holds, something must still bound it.
    private const long MaxBytesWithoutExpectation = 256L * 1024 * 1024;

    public static RoundPlan ToRoundPlan(StepPlan plan) => new()
    {
        Recipients = SetupMapping.Organizations(plan.Recipients),
        Quorum = plan.Quorum,
        Required = SetupMapping.Organizations(plan.Required),
        Deadline = plan.Deadline,
        Lateness = (Contracts.Lateness)plan.Lateness,
        Expected = [.. plan.Expected.Select(TensorPayload.Describe)],
        MaxContributionBytes = plan.Expected.Count > 0 ? plan.Expected.Sum(spec => spec.ByteLength) : MaxBytesWithoutExpectation,
    };

    public static RoundReport ToRoundReport(StepReport report) => new()
    {
        LossBefore = report.LossBefore,
        Loss = report.Loss,
        MetricName = report.MetricName,
        Metric = report.Metric,
        Rate = report.Rate,
        Weights = [.. report.Weights.Select(weight => new OrganizationWeight
        {
            Organization = new OrganizationId(weight.Organization),
            Value = weight.Weight,
        })],
        Degraded = report.Degraded,
    };
}
