namespace EventCollab.Torch;

public static partial class torch
{
    public static partial class optim
    {
        public static class lr_scheduler
        {
            /// <summary>Multiplies the rate by gamma every <paramref name="step_size"/> epochs.</summary>
            public static LRScheduler StepLR(Optimizer optimizer, int step_size, double gamma = 0.1)
            {
                ArgumentOutOfRangeException.ThrowIfNegativeOrZero(step_size);
                return new(optimizer, epoch => epoch % step_size == 0 ? gamma : 1.0);
            }

            /// <summary>Multiplies the rate by gamma at each milestone, once more for one that is named twice.</summary>
            public static LRScheduler MultiStepLR(Optimizer optimizer, IList<int> milestones, double gamma = 0.1)
            {
                int[] marks = [.. milestones];
                return new(optimizer, epoch => Math.Pow(gamma, marks.Count(mark => mark == epoch)));
            }

            /// <summary>Multiplies the rate by gamma every epoch.</summary>
            public static LRScheduler ExponentialLR(Optimizer optimizer, double gamma = 0.1) => new(optimizer, _ => gamma);

            /// <summary>A schedule of the learning rate; <see cref="step"/> ends an epoch.</summary>
            public sealed class LRScheduler
            {
                private readonly Optimizer _optimizer;
                private readonly Func<int, double> _factor;
                private int _epoch;

                internal LRScheduler(Optimizer optimizer, Func<int, double> factor) => (_optimizer, _factor) = (optimizer, factor);

                public void step()
                {
                    _epoch++;
                    var factor = _factor(_epoch);
                    foreach (var group in _optimizer.ParamGroups)
                    {
                        group.LearningRate *= factor;
                    }
                }
            }
        }
    }
}
