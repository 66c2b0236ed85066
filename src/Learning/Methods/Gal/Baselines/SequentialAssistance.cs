namespace EventCollab.Learning.Methods.Gal.Baselines;

/// <summary>
/// Assisted learning (Xian, Wang, Ding, Ghanadan 2020): the organizations take turns, each fits what its predecessor left.
/// As accurate as GAL and M times as many exchanges one after another. The GAL paper's code runs something weaker under
/// this name (only the last organization's step survives a round), so the published AL figures are not comparable.
/// </summary>
public static class SequentialAssistance
{
    /// <param name="setup">A collaboration of method gal; its local models, losses and rate rule count.</param>
    /// <param name="data">By organization.</param>
    /// <param name="compute">Where everyone trains.</param>
    /// <param name="cancellation">Stops within a fit.</param>
    /// <returns>One report for each round of M turns; the rate is that of its last turn.</returns>
    public static InProcessResult Run(CollaborationSetup setup, IReadOnlyDictionary<string, ILocalData> data, ComputeSettings? compute = null, CancellationToken cancellation = default)
    {
        new GalMethod().Check(setup);
        var options = GalOptions.Parse(setup.Options);
        var sponsor = new SponsorView(options, data[setup.Sponsor!]);
        var (training, evaluation) = sponsor.Start();
        var reports = new List<StepReport>();
        for (var round = 1; round <= setup.Rounds; round++)
        {
            var (before, rate) = (sponsor.Loss.Value(training), 0.0);
            foreach (var organization in setup.Organizations)
            {
                rate = Turn(setup, options, sponsor, Context(organization), round, training, evaluation, cancellation);
            }

            reports.Add(sponsor.Report(before, training, evaluation, rate, setup.Organizations));
        }

        return new InProcessResult(sponsor.ToTensors(training, evaluation), StepOutcome.Completed, reports);

        OrganizationContext Context(string organization) =>
            new() { Organization = organization, Data = data[organization], Models = new MemoryModelStore(), Compute = compute ?? new ComputeSettings() };
    }

    private static double Turn(
        CollaborationSetup setup, GalOptions options, SponsorView sponsor, OrganizationContext context, int round,
        double[] training, double[] evaluation, CancellationToken cancellation)
    {
        var residuals = Array.ConvertAll(sponsor.Loss.Residuals(training), value => (float)value);
        var broadcast = new TensorSet(NamedTensor.Of(GalCoordinator.ResidualsName, residuals, sponsor.Loss.Rows, sponsor.Loss.Width));
        using var participant = new GalParticipant(setup, options, context);
        var fits = participant.Contribute(new StepTask(round, 0, broadcast), null, cancellation);
        var direction = SponsorView.ToDoubles(fits[GalCoordinator.TrainingName].Singles);
        var rate = options.Rate == RateRule.Fixed ? 1 : sponsor.Loss.Rate(training, direction);
        Add(training, rate, direction);
        Add(evaluation, rate, fits.Find(GalCoordinator.EvaluationName) is { } tensor ? SponsorView.ToDoubles(tensor.Singles) : []);
        return rate;
    }

    private static void Add(double[] scores, double rate, double[] direction)
    {
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] += rate * direction[i];
        }
    }
}
