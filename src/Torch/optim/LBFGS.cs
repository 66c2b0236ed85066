using static EventCollab.Torch.torch;

namespace EventCollab.Torch.Modules;

/// <summary>
/// Limited-memory BFGS (Nocedal and Wright, Numerical Optimization, algorithm 7.4), with the stopping rules of PyTorch. One group
/// of parameters; its memory goes on from one call of <see cref="step"/> to the next and is not saved.
/// </summary>
public sealed class LBFGS : optim.Optimizer
{
    private readonly Limits _limits;
    private readonly bool _strongWolfe;
    private readonly Parameter[] _parameters;
    private readonly Curvature _curvature;
    private Tensor? _direction;
    private Tensor? _previousGradient;
    private double _length;
    private long _iterations;

    internal LBFGS(
        IEnumerable<Parameter> parameters, double lr, long max_iter, long? max_eval, double tolerance_grad, double tolerance_change,
        long history_size, bool strongWolfe)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(max_iter);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(history_size);
        _limits = new Limits(max_iter, max_eval ?? max_iter * 5 / 4, tolerance_grad, tolerance_change);
        _strongWolfe = strongWolfe;
        _curvature = new Curvature(history_size);
        var options = new Options();
        options.FillFrom(new Options { LearningRate = lr, weight_decay = 0 });
        base.add_param_group(new ParamGroup(parameters, options));
        _parameters = [.. Groups[0].List];
    }

    /// <exception cref="NotSupportedException">Always: the steps of all parameters hang together.</exception>
    public override void add_param_group(Modules.ParamGroup param_group)
        => throw new NotSupportedException("L-BFGS takes all its parameters in one group");

    /// <summary>Up to <c>max_iter</c> quasi-Newton iterations.</summary>
    /// <param name="closure">Forgets the gradients, computes the loss and its gradients, returns the loss.</param>
    /// <returns>The loss before the first iteration.</returns>
    public override Tensor? step(Func<Tensor>? closure = null)
    {
        ArgumentNullException.ThrowIfNull(closure);
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var first = First(closure);
        var point = new Evaluation(first.item().ToDouble(), Gradient());
        if (!IsFlat(point.Gradient))
        {
            Iterate(closure, point);
        }

        return first.MoveToOuterDisposeScope();
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _direction?.Dispose();
        _previousGradient?.Dispose();
        _curvature.Forget();
    }

    private static Tensor First(Func<Tensor> closure)
    {
        using var scope = NewDisposeScope();
        using var on = enable_grad();
        return closure().MoveToOuterDisposeScope();
    }

    private void Iterate(Func<Tensor> closure, Evaluation point)
    {
        var evaluations = 1L;
        for (var n = 1L; n <= _limits.Iterations; n++)
        {
            using var scope = NewDisposeScope();
            Turn(point.Gradient);
            var before = point.Loss;
            var rate = Groups[0].LearningRate;
            _length = _iterations == 1 ? Math.Min(1.0, 1.0 / Number(point.Gradient.abs().sum())) * rate : rate;
            var slope = Number(point.Gradient.dot(_direction!));
            if (slope > -_limits.Change)
            {
                return;
            }

            // The last step's new gradient would serve nobody, except a line search, which has it anyway.
            var (next, used) = Advance(closure, point, slope, evaluate: n < _limits.Iterations);
            if (used == 0)
            {
                return;
            }

            point = next with { Gradient = next.Gradient.MoveToOuterDisposeScope() };
            evaluations += used;
            if (evaluations >= _limits.Evaluations || IsFlat(point.Gradient)
                || Number(_direction!.abs().max()) * _length <= _limits.Change || Math.Abs(point.Loss - before) < _limits.Change)
            {
                return;
            }
        }
    }

    private (Evaluation Point, long Evaluations) Advance(Func<Tensor> closure, Evaluation point, double slope, bool evaluate)
    {
        if (!_strongWolfe)
        {
            Move(_length);
            return evaluate ? (Evaluate(closure), 1) : (point, 0);
        }

        var start = _parameters.Select(parameter => parameter.clone()).ToList();
        var search = new StrongWolfe(length => At(closure, start, length), _direction!, _limits.Change);
        var found = search.Find(_length, point.Loss, point.Gradient, slope);
        _length = found.Length;
        Move(_length);
        return (new Evaluation(found.Loss, found.Gradient), search.Evaluations);
    }

    /// <summary>Loss and gradient that many steps along the direction; the parameters stay where they are.</summary>
    private Evaluation At(Func<Tensor> closure, List<Tensor> start, double length)
    {
        Move(length);
        var result = Evaluate(closure);
        for (var i = 0; i < start.Count; i++)
        {
            _parameters[i].copy_(start[i]);
        }

        return result;
    }

    private Evaluation Evaluate(Func<Tensor> closure)
    {
        using var scope = NewDisposeScope();
        double loss;
        using (enable_grad())
        {
            loss = Number(closure());
        }

        return new Evaluation(loss, Gradient().MoveToOuterDisposeScope());
    }

    /// <summary>The next direction: the gradient's opposite at first, then times the approximate inverse Hessian.</summary>
    private void Turn(Tensor gradient)
    {
        _iterations++;
        if (_iterations > 1)
        {
            _curvature.Learn(gradient - _previousGradient!, _direction! * _length);
        }

        Keep(ref _direction, _curvature.Direction(gradient));
        Keep(ref _previousGradient, gradient.clone());
    }

    private void Move(double length)
    {
        var offset = 0L;
        foreach (var parameter in _parameters)
        {
            var count = parameter.numel();
            using var part = _direction!.narrow(0, offset, count);
            using var shaped = part.view(parameter.shape);
            parameter.add_(shaped, length);
            offset += count;
        }
    }

    private Tensor Gradient() => cat(_parameters.Select(parameter => (parameter.grad ?? zeros_like(parameter)).reshape(-1)).ToList());

    private bool IsFlat(Tensor gradient) => Number(gradient.abs().max()) <= _limits.Gradient;

    private static double Number(Tensor scalar) => scalar.item().ToDouble();

    private static void Keep(ref Tensor? place, Tensor value)
    {
        place?.Dispose();
        place = value.DetachFromDisposeScope();
    }

    private sealed record Limits(long Iterations, long Evaluations, double Gradient, double Change);

    private readonly record struct Evaluation(double Loss, Tensor Gradient);

    private sealed class Options : OptimizerOptions
    {
        private protected override double[] SaveOwn() => [];

        private protected override void LoadOwn(double[] saved)
        {
        }

        private protected override void FillOwn(OptimizerOptions defaults)
        {
        }

        private protected override void CheckOwn()
        {
        }
    }

    private sealed class ParamGroup(IEnumerable<Parameter> parameters, Options options) : ParamGroup<Options>(parameters, options);

    /// <summary>The last changes of parameters and gradients, which stand for the inverse Hessian.</summary>
    private sealed class Curvature(long size)
    {
        private readonly List<(Tensor Gradient, Tensor Step, double Inverse)> _pairs = [];
        private double _scale = 1;

        internal void Learn(Tensor gradientChange, Tensor step)
        {
            var product = Number(gradientChange.dot(step));
            // Without positive curvature the approximation would lose its definiteness, and a direction might go up.
            if (product <= 1e-10)
            {
                return;
            }

            if (_pairs.Count == size)
            {
                Free(_pairs[0]);
                _pairs.RemoveAt(0);
            }

            _scale = product / Number(gradientChange.dot(gradientChange));
            _pairs.Add((gradientChange.DetachFromDisposeScope(), step.DetachFromDisposeScope(), 1 / product));
        }

        /// <summary>The two-loop recursion.</summary>
        internal Tensor Direction(Tensor gradient)
        {
            var result = gradient.neg();
            var weights = new double[_pairs.Count];
            for (var i = _pairs.Count - 1; i >= 0; i--)
            {
                weights[i] = Number(_pairs[i].Step.dot(result)) * _pairs[i].Inverse;
                result.add_(_pairs[i].Gradient, -weights[i]);
            }

            result.mul_(_scale);
            for (var i = 0; i < _pairs.Count; i++)
            {
                var back = Number(_pairs[i].Gradient.dot(result)) * _pairs[i].Inverse;
                result.add_(_pairs[i].Step, weights[i] - back);
            }

            return result;
        }

        internal void Forget()
        {
            _pairs.ForEach(Free);
            _pairs.Clear();
        }

        private static void Free((Tensor Gradient, Tensor Step, double Inverse) pair)
        {
            pair.Gradient.Dispose();
            pair.Step.Dispose();
        }
    }

    /// <summary>
    /// A step length that satisfies the strong Wolfe conditions (Nocedal and Wright, algorithms 3.5 and 3.6), with the bracketing,
    /// interpolation and safeguards of PyTorch.
    /// </summary>
    private sealed class StrongWolfe(Func<double, Evaluation> evaluate, Tensor direction, double smallestChange)
    {
        private const double Decrease = 1e-4;
        private const double Flatness = 0.9;
        private const int MaxIterations = 25;

        private int _iterations;

        internal long Evaluations { get; private set; }

        internal Trial Find(double length, double loss, Tensor gradient, double slope)
        {
            var start = new Trial(0, loss, gradient.clone(), slope);
            var (low, high, done) = Bracket(start, length);
            return done ? low : Zoom(start, low, high);
        }

        /// <summary>Two lengths with a good one between them, the better first; or a good one.</summary>
        private (Trial Low, Trial High, bool Done) Bracket(Trial start, double length)
        {
            var (before, now) = (start, Try(length));
            while (_iterations < MaxIterations)
            {
                if (IsTooHigh(now, start) || (_iterations > 1 && now.Loss >= before.Loss))
                {
                    return Ordered(before, now);
                }

                if (IsFlat(now, start))
                {
                    return (now, now, true);
                }

                if (now.Slope >= 0)
                {
                    return Ordered(before, now);
                }

                var next = Cubic(before, now, now.Length + (0.01 * (now.Length - before.Length)), now.Length * 10);
                (before, now) = (now, Try(next));
                _iterations++;
            }

            return Ordered(start, now);
        }

        private Trial Zoom(Trial start, Trial low, Trial high)
        {
            var widest = direction.abs().max().item().ToDouble();
            var slow = false;
            while (_iterations < MaxIterations && Math.Abs(high.Length - low.Length) * widest >= smallestChange)
            {
                var (least, most) = (Math.Min(low.Length, high.Length), Math.Max(low.Length, high.Length));
                var length = Cubic(low, high, least, most);
                (length, slow) = Inside(length, least, most, slow);
                var now = Try(length);
                _iterations++;
                if (IsTooHigh(now, start) || now.Loss >= low.Loss)
                {
                    (low, high, _) = Ordered(low, now);
                    continue;
                }

                if (IsFlat(now, start))
                {
                    return now;
                }

                if (now.Slope * (high.Length - low.Length) >= 0)
                {
                    high = low;
                }

                low = now;
            }

            return low;
        }

        /// <summary>Away from the bracket's ends: a second length close to an end makes too little progress.</summary>
        private static (double Length, bool Slow) Inside(double length, double least, double most, bool slow)
        {
            var margin = 0.1 * (most - least);
            if (Math.Min(most - length, length - least) >= margin)
            {
                return (length, false);
            }

            if (!slow && length < most && length > least)
            {
                return (length, true);
            }

            return (Math.Abs(length - most) < Math.Abs(length - least) ? most - margin : least + margin, false);
        }

        private static (Trial Low, Trial High, bool Done) Ordered(Trial first, Trial second)
            => first.Loss <= second.Loss ? (first, second, false) : (second, first, false);

        private static bool IsTooHigh(Trial now, Trial start) => now.Loss > start.Loss + (Decrease * now.Length * start.Slope);

        private static bool IsFlat(Trial now, Trial start) => Math.Abs(now.Slope) <= -Flatness * start.Slope;

        /// <summary>Where the cubic through both losses and slopes is least, kept within the bounds.</summary>
        private static double Cubic(Trial first, Trial second, double least, double most)
        {
            var (a, b) = first.Length <= second.Length ? (first, second) : (second, first);
            var d1 = a.Slope + b.Slope - (3 * (a.Loss - b.Loss) / (a.Length - b.Length));
            var square = (d1 * d1) - (a.Slope * b.Slope);
            if (square < 0)
            {
                return (least + most) / 2;
            }

            var d2 = Math.Sqrt(square);
            var place = b.Length - ((b.Length - a.Length) * ((b.Slope + d2 - d1) / (b.Slope - a.Slope + (2 * d2))));
            return Math.Min(Math.Max(place, least), most);
        }

        private Trial Try(double length)
        {
            Evaluations++;
            var (loss, gradient) = evaluate(length);
            return new Trial(length, loss, gradient, gradient.dot(direction).item().ToDouble());
        }
    }

    private sealed record Trial(double Length, double Loss, Tensor Gradient, double Slope);
}
