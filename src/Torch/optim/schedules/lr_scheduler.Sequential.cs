namespace EventCollab.Torch;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                internal sealed class SequentialLR : LRScheduler
                {
                    private readonly LRScheduler[] _schedules;
                    private readonly int[] _milestones;
                    private int _epoch;

                    internal SequentialLR(Optimizer optimizer, LRScheduler[] schedules, int[] milestones)
                        : base(optimizer)
                    {
                        if (schedules.Length != milestones.Length + 1 || !milestones.SequenceEqual(milestones.Order()))
                        {
                            throw new ArgumentException(
                                $"{schedules.Length} schedules need {schedules.Length - 1} rising milestones", nameof(milestones));
                        }

                        (_schedules, _milestones) = (schedules, milestones);
                        // Making each schedule set the rate of its own epoch 0.
                        _schedules[0].Begin();
                    }

                    public override void step()
                    {
                        _epoch++;
                        var current = _milestones.Count(milestone => milestone <= _epoch);
                        if (current > 0 && _milestones[current - 1] == _epoch)
                        {
                            _schedules[current].Begin();
                        }
                        else
                        {
                            _schedules[current].step();
                        }
                    }

                    private protected override double Rate(int epoch, ILearningRateController group) => group.LearningRate;
                }
            }
        }
    }
}
