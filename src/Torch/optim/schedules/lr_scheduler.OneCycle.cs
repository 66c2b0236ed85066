namespace EventCollab.Torch;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                public sealed class OneCycleLR : LRScheduler
                {
                    private readonly Rates _rates;
                    private readonly AnnealStrategy _strategy;
                    private readonly (double Least, double Most)? _momentum;
                    private readonly (double End, double FromRate, double ToRate, bool Rises)[] _phases;

                    internal OneCycleLR(Optimizer optimizer, Rates rates, AnnealStrategy strategy, (double Least, double Most)? momentum)
                        : base(optimizer)
                    {
                        if (rates.Start is not (>= 0 and <= 1) || rates.Length < 1)
                        {
                            throw new ArgumentException($"the cycle begins with the part {rates.Start} of its steps: from 0 to 1", nameof(rates));
                        }

                        if (momentum is not null && !Groups.All(group => group is IMomentum or IBetas))
                        {
                            throw new ArgumentException("the optimizer has no momentum to cycle: give cycle_momentum false", nameof(optimizer));
                        }

                        (_rates, _strategy, _momentum) = (rates, strategy, momentum);
                        _phases = Phases(rates);
                        foreach (var group in Groups)
                        {
                            group.InitialLearningRate = rates.First;
                        }

                        SetRates();
                    }

                    public enum AnnealStrategy
                    {
                        Cos,
                        Linear,
                    }

                    private protected override void SetRates()
                    {
                        if (Epoch >= _rates.Length)
                        {
                            throw new InvalidOperationException($"the cycle has {_rates.Length} steps, and this would be number {Epoch + 1}");
                        }

                        base.SetRates();
                        foreach (var group in _momentum is null ? [] : Groups)
                        {
                            SetMomentum(group, _momentum!.Value);
                        }
                    }

                    private protected override double Rate(int epoch, ILearningRateController group)
                    {
                        var (phase, part) = Place(epoch);
                        return Between(_phases[phase].FromRate, _phases[phase].ToRate, part);
                    }

                    private void SetMomentum(ILearningRateController group, (double Least, double Most) range)
                    {
                        var (phase, part) = Place(Epoch);
                        var momentum = _phases[phase].Rises ? Between(range.Most, range.Least, part)
                            : phase == 1 ? Between(range.Least, range.Most, part)
                            : range.Most;
                        switch (group)
                        {
                            case IMomentum plain:
                                plain.Momentum = momentum;
                                break;
                            case IBetas betas:
                                betas.Betas = (momentum, betas.Betas.Item2);
                                break;
                        }
                    }

                    private static (double End, double FromRate, double ToRate, bool Rises)[] Phases(Rates rates)
                    {
                        var top = (rates.Start * rates.Length) - 1;
                        return rates.ThreePhase
                            ?
                            [
                                (top, rates.First, rates.Most, true),
                                ((2 * rates.Start * rates.Length) - 2, rates.Most, rates.First, false),
                                (rates.Length - 1, rates.First, rates.Last, false),
                            ]
                            : [(top, rates.First, rates.Most, true), (rates.Length - 1, rates.Most, rates.Last, false)];
                    }

                    private (int Phase, double Part) Place(int epoch)
                    {
                        var start = 0.0;
                        for (var i = 0; ; i++)
                        {
                            if (epoch <= _phases[i].End || i == _phases.Length - 1)
                            {
                                return (i, (epoch - start) / (_phases[i].End - start));
                            }

                            start = _phases[i].End;
                        }
                    }

                    private double Between(double from, double to, double part)
                        => _strategy == AnnealStrategy.Linear ? ((to - from) * part) + from : to + ((from - to) / 2 * (Math.Cos(Math.PI * part) + 1));

                    internal sealed record Rates(double Most, double Divisor, double FinalDivisor, double Start, int Length, bool ThreePhase)
                    {
                        internal double First => Most / Divisor;

                        internal double Last => First / FinalDivisor;
                    }
                }
            }
        }
    }
}
