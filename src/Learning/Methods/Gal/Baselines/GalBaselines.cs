using EventCollab.Learning.Models;

namespace EventCollab.Learning.Methods.Gal.Baselines;

/// <summary>What the sponsor would reach without assistance, and what one place with all columns would reach. Both are GAL with one organization: gradient boosting.</summary>
public static class GalBaselines
{
    /// <param name="setup">The collaboration; its protection, noise and deadlines do not concern a single organization and are left out.</param>
    /// <param name="sponsor">The sponsor's own columns.</param>
    /// <param name="compute">Where it trains.</param>
    /// <param name="progress">Told how it goes.</param>
    /// <param name="cancellation">Stops between rounds and within a fit.</param>
    public static InProcessResult Alone(
        CollaborationSetup setup, ILocalData sponsor, ComputeSettings? compute = null, IProgress<OrganizationProgress>? progress = null, CancellationToken cancellation = default) =>
        Single(setup, sponsor, compute, progress, cancellation);

    /// <param name="setup">The collaboration.</param>
    /// <param name="everyone">All organizations' columns with the sponsor's targets. It needs the disclosure that GAL avoids.</param>
    /// <param name="compute">Where it trains.</param>
    /// <param name="progress">Told how it goes.</param>
    /// <param name="cancellation">Stops between rounds and within a fit.</param>
    public static InProcessResult Joint(
        CollaborationSetup setup, ILocalData everyone, ComputeSettings? compute = null, IProgress<OrganizationProgress>? progress = null, CancellationToken cancellation = default) =>
        Single(setup, everyone, compute, progress, cancellation);

    private static InProcessResult Single(
        CollaborationSetup setup, ILocalData data, ComputeSettings? compute, IProgress<OrganizationProgress>? progress, CancellationToken cancellation)
    {
        var sponsor = setup.Sponsor ?? throw new MethodException("gal: the baselines need a sponsor.");
        var options = GalOptions.Parse(setup.Options);
        var choices = OrganizationChoices.Of(setup, options);
        var alone = options with
        {
            LocalModel = choices.ModelOf(sponsor),
            LocalModelMix = [],
            LocalModels = new Dictionary<string, LocalModelKind>(),
            LocalLoss = choices.OwnLossOf(sponsor),
            LocalLossMix = [],
            LocalLosses = new Dictionary<string, LocalLoss>(),
            Privacy = ResidualPrivacy.None,
            NoiseSigma = 0,
            NoiseMode = NoiseMode.Output,
            Quorum = null,
            DeadlineSeconds = null,
        };
        var single = setup with { Organizations = [sponsor], Options = alone.ToJson() };
        return new InProcessRunner(new GalMethod(), single, new Dictionary<string, ILocalData> { [sponsor] = data })
        {
            Compute = compute ?? new ComputeSettings(),
            Progress = progress,
        }.Run(cancellation);
    }
}
