using EventCollab.Cli.Display;
using EventCollab.Cli.Results;
using EventCollab.Learning;
using EventCollab.Learning.Data;
using EventCollab.Learning.Methods.Gal.Baselines;

namespace EventCollab.Cli.Running;

/// <summary>Computes what would have been reached without collaboration, both at once, and says how far it is.</summary>
internal sealed class Baselines(CollaborationSetup setup, PartitionedData data, GalRequest request, TimeProvider time)
{
    private readonly BaselineProgress _alone = new("alone", time);
    private readonly BaselineProgress _joint = new("joint", time);

    private bool WithJoint => request.Baselines == BaselineChoice.Both;

    public string Line => $"without collaboration: {_alone}{(WithJoint ? $"; {_joint}" : string.Empty)}";

    public async Task<BaselineReport> ComputeAsync(CancellationToken cancellation)
    {
        var alone = OnThreadAsync(() => GalBaselines.Alone(setup, data.Organizations[0], request.Compute, _alone, cancellation));
        var joint = WithJoint ? OnThreadAsync(() => GalBaselines.Joint(setup, data.Joint(), request.Compute, _joint, cancellation)) : null;

        // Both, so that neither still trains when this returns.
        await Task.WhenAll((Task[])[alone, .. joint is null ? Array.Empty<Task>() : [joint]]);
        return new BaselineReport(joint is null ? null : Last(await joint), Last(await alone));
    }

    private static double Last(InProcessResult result) => result.Reports[^1].Metric;

    /// <summary>On a thread of its own: libtorch keeps its settings by thread, and pool threads are others'.</summary>
    private static Task<InProcessResult> OnThreadAsync(Func<InProcessResult> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
