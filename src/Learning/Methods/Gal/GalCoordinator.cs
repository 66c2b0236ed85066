namespace EventCollab.Learning.Methods.Gal;

/// <summary>
/// The sponsor's side of gradient assisted learning (Diao, Ding, Tarokh, NeurIPS 2022): residuals out, fits in, weights,
/// rate, update. It runs where the labels are; only residuals, and of those only the protected copy, leave it.
/// </summary>
internal sealed class GalCoordinator : ICoordinator
{
    public const string ResidualsName = "residuals";
    public const string TrainingName = "train";
    public const string EvaluationName = "evaluation";

    private readonly CollaborationSetup _setup;
    private readonly GalOptions _options;
    private readonly SponsorView _sponsor;
    private readonly SponsorLoss _loss;

    public GalCoordinator(CollaborationSetup setup, GalOptions options, ILocalData data)
    {
        _setup = setup;
        _options = options;
        _sponsor = new SponsorView(options, data);
        _loss = _sponsor.Loss;
    }

    public TensorSet Start() =>
        GalState.Initial(_loss.Start(), _sponsor.Start(), _setup.Rounds, _setup.Organizations.Count).ToTensors();

    public StepPlan Plan(TensorSet state, int round, int step, IReadOnlyList<string> members)
    {
        var residuals = _loss.Residuals(GalState.Read(state).Training);

        var reported = _options.Privacy == ResidualPrivacy.None ? residuals : Protect(round, residuals);
        return new StepPlan
        {
            Broadcast = new TensorSet(NamedTensor.Of(ResidualsName, ToSingles(reported), _loss.Rows, _loss.Width)),
            Recipients = members,
            Quorum = Math.Min(_options.Quorum ?? members.Count, members.Count),
            Required = [_setup.Sponsor!],
            Deadline = _options.DeadlineSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            Lateness = _options.Lateness,
            Expected = Expected(),
        };
    }

    public CombinedStep Combine(TensorSet state, int round, int step, IReadOnlyList<Contribution> contributions, IReadOnlyList<string> missing)
    {
        var before = GalState.Read(state);
        var columns = Columns(round, contributions);
        if (!columns.Any(column => column.Organization == _setup.Sponsor && column.Round == round))
        {
            throw new MethodException($"gal: round {round} has no usable contribution of its sponsor '{_setup.Sponsor}'.");
        }

        // The exact residuals, even where the organizations saw a protected copy (the paper's code does so too): what is reported of the
        // round, its weights, rate, loss and metric, is therefore outside what dp and ip protect.
        var residuals = _loss.Residuals(before.Training);
        IReadOnlyList<double[]> fits = [.. columns.Select(column => column.Training)];
        var weights = AssistanceWeights.Solve(_options.Weights, OrganizationChoices.Of(_setup, _options).LossOf(_setup.Sponsor!, _loss.Width), residuals, fits);
        var rate = _options.Rate == RateRule.Fixed ? 1 : _loss.Rate(before.Training, AssistanceWeights.Combine(fits, weights));

        // A round without progress ends the collaboration only where everyone was heard: the missing ones may still help.
        var everyone = missing.Count == 0 && columns.Count >= contributions.Count;
        return Conclude(round, before, before.Commit(round, rate, columns, weights), columns, weights, everyone);
    }

    public void Dispose()
    {
        // Nothing native is held; the interface serves coordinators that hold some.
    }

    private double[] Protect(int round, double[] residuals)
    {
        // The noise is a function: a task that is sent again carries the same bytes, or averaging would undo it. Everyone knows
        // the seed, so the function needs a secret as well, or everyone could subtract the noise.
        var random = new SecretRandomSource(NoiseKey.Of(_setup, _options, round, _sponsor.Secret, residuals));
        return ResidualProtection.Apply(_options.Privacy, _options.PrivacyParameter, residuals, random);
    }

    private static float[] ToSingles(double[] values) => Array.ConvertAll(values, value => (float)value);

    private CombinedStep Conclude(int round, GalState before, GalState after, List<GalColumn> columns, double[] weights, bool everyone)
    {
        var lossBefore = _loss.Value(before.Training);
        var loss = _loss.Value(after.Training);
        var stalled = _options.Rate == RateRule.Search && !(loss < lossBefore);
        var (kept, keptLoss) = stalled ? (before, lossBefore) : (after, loss);
        var converged = (stalled && everyone) || keptLoss < _options.Tolerance;
        var outcome = converged ? StepOutcome.Converged : round >= _setup.Rounds ? StepOutcome.Completed : StepOutcome.Continue;
        var (metricName, metric) = _sponsor.Metric(kept.Evaluation);
        var report = new StepReport
        {
            LossBefore = lossBefore,
            Loss = keptLoss,
            MetricName = metricName,
            Metric = metric,
            Rate = kept.Rates[round - 1],
            Weights = [.. columns.Zip(weights).GroupBy(pair => pair.First.Organization, pair => stalled ? 0 : pair.Second).Select(group => (group.Key, group.Sum()))],
        };
        return new CombinedStep(kept.ToTensors(), outcome, round + 1, 0, report);
    }

    private TensorSpec[] Expected()
    {
        var training = new TensorSpec(TrainingName, ElementType.Float32, [_loss.Rows, _loss.Width]);
        return _sponsor.EvaluationRows == 0 ? [training] : [training, new TensorSpec(EvaluationName, ElementType.Float32, [_sponsor.EvaluationRows, _loss.Width])];
    }

    /// <summary>
    /// The candidate columns in ascending order of organizations. An organization that is missing has none, so the others'
    /// weights sum to 1; a late contribution stands beside the fresh one. What is malformed counts as missing.
    /// </summary>
    private List<GalColumn> Columns(int round, IReadOnlyList<Contribution> contributions)
    {
        var expected = Expected();
        return [.. contributions
            .Where(contribution => contribution.Round == round || (contribution.Round < round && _options.Lateness == Lateness.CarryOver))
            .Where(contribution => _setup.Organizations.Contains(contribution.Organization) && IsUsable(contribution.Tensors, expected))
            .GroupBy(contribution => (contribution.Organization, IsFresh: contribution.Round == round))
            .Select(group => group.MaxBy(contribution => contribution.Round)!)
            .OrderBy(contribution => contribution.Organization, StringComparer.Ordinal)
            .ThenByDescending(contribution => contribution.Round)
            .Select(ToColumn)];
    }

    private static bool IsUsable(TensorSet tensors, TensorSpec[] expected) =>
        tensors.Tensors.Count == expected.Length && expected.All(spec =>
            tensors.Find(spec.Name) is { } tensor
            && tensor.Spec.Type == spec.Type
            && tensor.Spec.Shape.SequenceEqual(spec.Shape)
            && AllFinite(tensor.Singles));

    private static bool AllFinite(ReadOnlySpan<float> values)
    {
        foreach (var value in values)
        {
            if (!float.IsFinite(value))
            {
                return false;
            }
        }

        return true;
    }

    private GalColumn ToColumn(Contribution contribution) => new(
        contribution.Organization,
        _setup.Organizations.Index().First(pair => pair.Item == contribution.Organization).Index,
        contribution.Round,
        SponsorView.ToDoubles(contribution.Tensors[TrainingName].Singles),
        contribution.Tensors.Find(EvaluationName) is { } evaluation ? SponsorView.ToDoubles(evaluation.Singles) : []);
}
