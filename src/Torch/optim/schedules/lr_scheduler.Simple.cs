namespace EventCollab.Torch;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <summary>The schedules themselves; make them by the functions of <see cref="lr_scheduler"/>.</summary>
            public static partial class impl
            {
                /// <summary>Each epoch's rate is the one before times a factor of the epoch.</summary>
                internal sealed class Multiplied : LRScheduler
                {
                    private readonly Func<int, double> _factor;

                    internal Multiplied(Optimizer optimizer, Func<int, double> factor)
                        : base(optimizer)
                    {
                        _factor = factor;
                        SetRates();
                    }

                    private protected override double Rate(int epoch, ILearningRateController group)
                        => epoch == 0 ? group.LearningRate : group.LearningRate * _factor(epoch);
                }

                internal sealed class Lambda : LRScheduler
                {
                    private readonly Func<int, double> _factor;

                    internal Lambda(Optimizer optimizer, Func<int, double> factor)
                        : base(optimizer)
                    {
                        _factor = factor;
                        SetRates();
                    }

                    private protected override double Rate(int epoch, ILearningRateController group) => group.InitialLearningRate * _factor(epoch);
                }

                internal sealed class Linear : LRScheduler
                {
                    private readonly double _start;
                    private readonly double _end;
                    private readonly int _length;

                    internal Linear(Optimizer optimizer, double start, double end, int length)
                        : base(optimizer)
                    {
                        (_start, _end, _length) = (start, end, length);
                        SetRates();
                    }

                    private protected override double Rate(int epoch, ILearningRateController group)
                    {
                        if (epoch == 0)
                        {
                            return group.LearningRate * _start;
                        }

                        var change = _end - _start;
                        // As a factor of the rate before, so that another schedule's factors stay in it.
                        return epoch > _length
                            ? group.LearningRate
                            : group.LearningRate * (1 + (change / ((_length * _start) + ((epoch - 1) * change))));
                    }
                }

                internal sealed class CosineAnnealing : LRScheduler
                {
                    private readonly double _half;
                    private readonly double _least;

                    internal CosineAnnealing(Optimizer optimizer, double half, double least)
                        : base(optimizer)
                    {
                        (_half, _least) = (half, least);
                        SetRates();
                    }

                    private protected override double Rate(int epoch, ILearningRateController group)
                    {
                        if (epoch == 0)
                        {
                            return group.LearningRate;
                        }

                        // At the lowest point the factor below would be a division by zero.
                        if ((epoch - 1 - _half) % (2 * _half) == 0)
                        {
                            return group.LearningRate + ((group.InitialLearningRate - _least) * (1 - Math.Cos(Math.PI / _half)) / 2);
                        }

                        return ((1 + Math.Cos(Math.PI * epoch / _half)) / (1 + Math.Cos(Math.PI * (epoch - 1) / _half))
                            * (group.LearningRate - _least)) + _least;
                    }
                }
            }
        }
    }
}
