using EventCollab.Learning.Models;

namespace EventCollab.Learning.Methods.Gal.Baselines;

/// <summary>
/// Late fusion of linear models, as in the paper's tables. For regression the published figures start at 0 with a clipped gradient
/// and never reach the targets' mean: so do these.
/// </summary>
public static class LateFusion
{
    /// <param name="setup">A collaboration of method gal; only its seed and organizations count.</param>
    /// <param name="data">By organization; the sponsor's holds the targets.</param>
    /// <param name="cancellation">Looked at before each step.</param>
    /// <returns>One report, after 100 epochs.</returns>
    public static InProcessResult Run(CollaborationSetup setup, IReadOnlyDictionary<string, ILocalData> data, CancellationToken cancellation = default) =>
        NetworkFusion.Run(setup, data, LocalModelKind.Linear, null, null, intermediate: false, cancellation);
}
