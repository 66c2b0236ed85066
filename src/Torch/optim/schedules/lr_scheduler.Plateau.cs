namespace EventCollab.Torch;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                internal sealed class ReduceLROnPlateau : LRScheduler
                {
                    private readonly bool _smaller;
                    private readonly double _factor;
                    private readonly int _patience;
                    private readonly double _threshold;
                    private readonly bool _relative;
                    private readonly int _cooldown;
                    private readonly double[] _least;
                    private readonly double _eps;
                    private double _best;
                    private int _bad;
                    private int _cooling;

                    internal ReduceLROnPlateau(
                        Optimizer optimizer, string mode, double factor, int patience, double threshold, string thresholdMode, int cooldown,
                        IList<double>? least, double eps)
                        : base(optimizer)
                    {
                        if (mode is not ("min" or "max") || thresholdMode is not ("rel" or "abs"))
                        {
                            throw new ArgumentException($"mode is min or max, threshold_mode rel or abs, not {mode}, {thresholdMode}", nameof(mode));
                        }

                        if (factor >= 1)
                        {
                            throw new ArgumentException($"the factor {factor} would not make the rate smaller", nameof(factor));
                        }

                        if (least is not null && least.Count != 1 && least.Count != Groups.Count)
                        {
                            throw new ArgumentException($"{least.Count} smallest rates for {Groups.Count} groups", nameof(least));
                        }

                        (_smaller, _relative) = (mode == "min", thresholdMode == "rel");
                        (_factor, _patience, _threshold, _cooldown, _eps) = (factor, patience, threshold, cooldown, eps);
                        _least = [.. Enumerable.Range(0, Groups.Count).Select(i => least is null ? 0 : least[least.Count == 1 ? 0 : i])];
                        _best = _smaller ? double.PositiveInfinity : double.NegativeInfinity;
                    }

                    /// <exception cref="InvalidOperationException">Always: this schedule goes by what was measured.</exception>
                    public override void step() => throw new InvalidOperationException("this schedule needs the epoch's number: step(loss)");

                    public override void step(double current)
                    {
                        _bad = IsBetter(current) ? 0 : _bad + 1;
                        _best = _bad == 0 ? current : _best;
                        if (_cooling > 0)
                        {
                            _cooling--;
                            _bad = 0;
                        }

                        if (_bad > _patience)
                        {
                            Reduce();
                            (_cooling, _bad) = (_cooldown, 0);
                        }
                    }

                    private protected override double Rate(int epoch, ILearningRateController group) => group.LearningRate;

                    private bool IsBetter(double current)
                    {
                        var margin = _relative ? _best * (_smaller ? 1 - _threshold : 1 + _threshold) : _best + (_smaller ? -_threshold : _threshold);
                        return _smaller ? current < margin : current > margin;
                    }

                    private void Reduce()
                    {
                        for (var i = 0; i < Groups.Count; i++)
                        {
                            var next = Math.Max(Groups[i].LearningRate * _factor, _least[i]);
                            if (Groups[i].LearningRate - next > _eps)
                            {
                                Groups[i].LearningRate = next;
                            }
                        }
                    }
                }
            }
        }
    }
}
