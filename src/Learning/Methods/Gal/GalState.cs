namespace EventCollab.Learning.Methods.Gal;

/// <summary>
/// What the coordinator keeps between rounds: the scores F on training and evaluation rows, and for each committed round
/// the weights and the rate that prediction needs. All in double, so that a replay is bit-equal.
/// </summary>
internal sealed class GalState
{
    private const string TrainingName = "training";
    private const string EvaluationName = "evaluation";

    private GalState(double[] start, double[] training, double[] evaluation, int rounds, int organizations)
    {
        Start = start;
        Training = training;
        Evaluation = evaluation;
        Rounds = rounds;
        Organizations = organizations;
        Rates = new double[rounds];
        Weights = new double[rounds * organizations];
        CarriedWeights = new double[rounds * organizations];
        CarriedRounds = new long[rounds * organizations];
    }

    /// <summary>F of round 0: K values.</summary>
    public double[] Start { get; }

    /// <summary>N x K.</summary>
    public double[] Training { get; private init; }

    /// <summary>Evaluation rows x K.</summary>
    public double[] Evaluation { get; private init; }

    public int Rounds { get; }

    public int Organizations { get; }

    /// <summary>By round; 0 where the round was not committed.</summary>
    public double[] Rates { get; private init; }

    /// <summary>Rounds x organizations: weight of the model of that round.</summary>
    public double[] Weights { get; private init; }

    /// <summary>Rounds x organizations: weight of a model of an earlier round that was carried over.</summary>
    public double[] CarriedWeights { get; private init; }

    /// <summary>Rounds x organizations: that earlier round; 0 where nothing was carried over.</summary>
    public long[] CarriedRounds { get; private init; }

    public int Width => Start.Length;

    public static GalState Initial(double[] start, (double[] Training, double[] Evaluation) scores, int rounds, int organizations) =>
        new(start, scores.Training, scores.Evaluation, rounds, organizations);

    /// <exception cref="MethodException">It is not a state of this method.</exception>
    public static GalState Read(TensorSet tensors)
    {
        try
        {
            var weights = tensors["weights"];
            return new GalState(
                tensors["start"].Doubles.ToArray(),
                tensors[TrainingName].Doubles.ToArray(),
                tensors.Find(EvaluationName) is { } evaluation ? evaluation.Doubles.ToArray() : [],
                (int)weights.Spec.Shape[0],
                (int)weights.Spec.Shape[1])
            {
                Rates = tensors["rates"].Doubles.ToArray(),
                Weights = weights.Doubles.ToArray(),
                CarriedWeights = tensors["carriedWeights"].Doubles.ToArray(),
                CarriedRounds = tensors["carriedRounds"].Integers.ToArray(),
            };
        }
        catch (Exception exception) when (exception is KeyNotFoundException or InvalidOperationException or ArgumentOutOfRangeException)
        {
            throw new MethodException($"gal: this is not a state of gal: {exception.Message}", exception);
        }
    }

    /// <summary>The state after a round: scores moved by rate x fits, history written down.</summary>
    public GalState Commit(int round, double rate, IReadOnlyList<GalColumn> columns, double[] weights)
    {
        var next = new GalState(Start, Moved(Training, rate, columns.Select(column => column.Training), weights), Moved(Evaluation, rate, columns.Select(column => column.Evaluation), weights), Rounds, Organizations)
        {
            Rates = [.. Rates],
            Weights = [.. Weights],
            CarriedWeights = [.. CarriedWeights],
            CarriedRounds = [.. CarriedRounds],
        };
        next.Rates[round - 1] = rate;
        for (var i = 0; i < columns.Count; i++)
        {
            var place = ((round - 1) * Organizations) + columns[i].Index;
            if (columns[i].Round == round)
            {
                next.Weights[place] = weights[i];
            }
            else
            {
                next.CarriedWeights[place] = weights[i];
                next.CarriedRounds[place] = columns[i].Round;
            }
        }

        return next;
    }

    public TensorSet ToTensors()
    {
        var tensors = new List<NamedTensor>
        {
            NamedTensor.Of("start", Start, Width),
            NamedTensor.Of(TrainingName, Training, Training.Length / Width, Width),
            NamedTensor.Of("rates", Rates, Rounds),
            NamedTensor.Of("weights", Weights, Rounds, Organizations),
            NamedTensor.Of("carriedWeights", CarriedWeights, Rounds, Organizations),
            NamedTensor.Of("carriedRounds", CarriedRounds, Rounds, Organizations),
        };
        if (Evaluation.Length > 0)
        {
            tensors.Add(NamedTensor.Of(EvaluationName, Evaluation, Evaluation.Length / Width, Width));
        }

        return new TensorSet(tensors);
    }

    private static double[] Moved(double[] scores, double rate, IEnumerable<double[]> columns, double[] weights)
    {
        var combined = AssistanceWeights.Combine([.. columns], weights);
        var moved = new double[scores.Length];
        for (var i = 0; i < moved.Length; i++)
        {
            moved[i] = scores[i] + (rate * combined[i]);
        }

        return moved;
    }
}
