using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EventCollab.Learning.Methods.Gal;

/// <summary>
/// What the coordinator keeps between rounds: the scores F on training and evaluation rows, and for each committed round
/// the weights and the rate that prediction needs. All in double, so that a replay is bit-equal.
/// </summary>
internal sealed class GalState
{
    private const int HeaderLength = 5;

    private GalState(double[] start, double[] training, double[] evaluation, int rounds, int organizations)
    {
        Start = start;
        Training = training;
        Evaluation = evaluation;
        Rounds = rounds;
        Organizations = organizations;
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
    public double[] Rates { get; private init; } = [];

    /// <summary>Rounds x organizations: weight of the model of that round.</summary>
    public double[] Weights { get; private init; } = [];

    /// <summary>Rounds x organizations: weight of a model of an earlier round that was carried over.</summary>
    public double[] CarriedWeights { get; private init; } = [];

    /// <summary>Rounds x organizations: that earlier round; 0 where nothing was carried over.</summary>
    public long[] CarriedRounds { get; private init; } = [];

    public int Width => Start.Length;

    public static GalState Initial(double[] start, (double[] Training, double[] Evaluation) scores, int rounds, int organizations) =>
        new(start, scores.Training, scores.Evaluation, rounds, organizations)
        {
            Rates = new double[rounds],
            Weights = new double[rounds * organizations],
            CarriedWeights = new double[rounds * organizations],
            CarriedRounds = new long[rounds * organizations],
        };

    /// <param name="tensors">What <see cref="ToTensors"/> gave, or the same bytes without their description.</param>
    /// <exception cref="MethodException">It is not a state of this method.</exception>
    public static GalState Read(TensorSet tensors)
    {
        var bytes = tensors.Find("bytes") is { Spec.Type: ElementType.UInt8 } whole ? whole.Bytes : tensors.Flatten().Tensors[0].Bytes;
        var reader = new Cursor(bytes);
        var shape = reader.Next<long>(HeaderLength);
        if (shape.Any(size => size is < 0 or > int.MaxValue))
        {
            throw NotAState();
        }

        var (width, training, evaluation, rounds, organizations) = (shape[0], shape[1], shape[2], shape[3], shape[4]);
        var state = new GalState(
            reader.Next<double>(width), reader.Next<double>(training * width), reader.Next<double>(evaluation * width), (int)rounds, (int)organizations)
        {
            Rates = reader.Next<double>(rounds),
            Weights = reader.Next<double>(rounds * organizations),
            CarriedWeights = reader.Next<double>(rounds * organizations),
            CarriedRounds = reader.Next<long>(rounds * organizations),
        };
        return reader.IsAtEnd && width > 0 ? state : throw NotAState();
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

    /// <summary>Begins with its own sizes, so that the bytes alone say what they are.</summary>
    public TensorSet ToTensors()
    {
        long[] shape = [Width, Training.Length / Width, Evaluation.Length / Width, Rounds, Organizations];
        return new TensorSet(
            NamedTensor.Of("shape", shape, HeaderLength),
            NamedTensor.Of("start", Start, Width),
            NamedTensor.Of("training", Training, shape[1], Width),
            NamedTensor.Of("evaluation", Evaluation, shape[2], Width),
            NamedTensor.Of("rates", Rates, Rounds),
            NamedTensor.Of("weights", Weights, Rounds, Organizations),
            NamedTensor.Of("carriedWeights", CarriedWeights, Rounds, Organizations),
            NamedTensor.Of("carriedRounds", CarriedRounds, Rounds, Organizations));
    }

    private static MethodException NotAState() => new("gal: the given bytes are not a state of gal.");

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

    private sealed class Cursor(ReadOnlyMemory<byte> bytes)
    {
        private int _at;

        public bool IsAtEnd => _at == bytes.Length;

        public T[] Next<T>(long count)
            where T : struct
        {
            var size = Unsafe.SizeOf<T>();
            if (count > (bytes.Length - _at) / size)
            {
                throw NotAState();
            }

            var values = MemoryMarshal.Cast<byte, T>(bytes.Span.Slice(_at, (int)count * size)).ToArray();
            _at += (int)count * size;
            return values;
        }
    }
}
