namespace EventCollab.Torch;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>
        /// Schedules of the learning rate, one step an epoch (OneCycle: a batch). Making one sets the rate of epoch 0; each
        /// multiplies the rate it finds, so several can work on one optimizer, except those that say otherwise.
        /// </summary>
        public static partial class lr_scheduler
        {
            /// <summary>Multiplies the rate by gamma every <paramref name="step_size"/> epochs.</summary>
            public static LRScheduler StepLR(Optimizer optimizer, int step_size, double gamma = 0.1)
            {
                ArgumentOutOfRangeException.ThrowIfNegativeOrZero(step_size);
                return new impl.Multiplied(optimizer, epoch => epoch % step_size == 0 ? gamma : 1.0);
            }

            /// <summary>Multiplies the rate by gamma at each milestone, once more for one that is named twice.</summary>
            public static LRScheduler MultiStepLR(Optimizer optimizer, IList<int> milestones, double gamma = 0.1)
            {
                int[] marks = [.. milestones];
                return new impl.Multiplied(optimizer, epoch => Math.Pow(gamma, marks.Count(mark => mark == epoch)));
            }

            /// <summary>Multiplies the rate by gamma every epoch.</summary>
            public static LRScheduler ExponentialLR(Optimizer optimizer, double gamma = 0.1) => new impl.Multiplied(optimizer, _ => gamma);

            /// <summary>The first rate times a function of the epoch.</summary>
            public static LRScheduler LambdaLR(Optimizer optimizer, Func<int, double> lr_lambda) => new impl.Lambda(optimizer, lr_lambda);

            /// <summary>
            /// From <paramref name="start_factor"/> times the first rate to <paramref name="end_factor"/> times it in
            /// <paramref name="total_iters"/> equal steps. The end has no default here: PyTorch's is 1, TorchSharp's 5.
            /// </summary>
            public static LRScheduler LinearLR(Optimizer optimizer, double start_factor, double end_factor, int total_iters = 5)
            {
                ArgumentOutOfRangeException.ThrowIfNegativeOrZero(total_iters);
                ArgumentOutOfRangeException.ThrowIfNegativeOrZero(start_factor);
                ArgumentOutOfRangeException.ThrowIfNegative(end_factor);
                return new impl.Linear(optimizer, start_factor, end_factor, total_iters);
            }

            /// <summary>Half a cosine from the first rate down to <paramref name="eta_min"/> in <paramref name="T_max"/> epochs, then up again.</summary>
            public static LRScheduler CosineAnnealingLR(Optimizer optimizer, double T_max, double eta_min = 0)
            {
                ArgumentOutOfRangeException.ThrowIfNegativeOrZero(T_max);
                return new impl.CosineAnnealing(optimizer, T_max, eta_min);
            }

            /// <summary>
            /// Up to <paramref name="max_lr"/> and down again once (Smith and Topin, 2019), momentum the other way round; one step a batch.
            /// The length is <paramref name="total_steps"/>, or epochs times steps_per_epoch. It sets the rate whatever another schedule did.
            /// </summary>
            /// <exception cref="ArgumentException">No length, or a momentum to turn in an optimizer that has none.</exception>
            public static LRScheduler OneCycleLR(
                Optimizer optimizer, double max_lr, int total_steps = -1, int epochs = -1, int steps_per_epoch = -1, double pct_start = 0.3,
                impl.OneCycleLR.AnnealStrategy anneal_strategy = impl.OneCycleLR.AnnealStrategy.Cos, bool cycle_momentum = true,
                double base_momentum = 0.85, double max_momentum = 0.95, double div_factor = 25, double final_div_factor = 1e4,
                bool three_phase = false)
            {
                if (total_steps <= 0 && (epochs <= 0 || steps_per_epoch <= 0))
                {
                    throw new ArgumentException("the cycle needs a length: total_steps, or epochs and steps_per_epoch", nameof(total_steps));
                }

                var length = total_steps > 0 ? total_steps : checked(epochs * steps_per_epoch);
                var rates = new impl.OneCycleLR.Rates(max_lr, div_factor, final_div_factor, pct_start, length, three_phase);
                return new impl.OneCycleLR(optimizer, rates, anneal_strategy, cycle_momentum ? (base_momentum, max_momentum) : null);
            }

            /// <summary>
            /// Multiplies the rate by <paramref name="factor"/> when the number given to <c>step</c> has not become better for more
            /// than <paramref name="patience"/> epochs.
            /// </summary>
            /// <param name="optimizer">Its rates.</param>
            /// <param name="mode"><c>min</c> or <c>max</c>: which numbers are better.</param>
            /// <param name="factor">Below 1.</param>
            /// <param name="patience">Epochs without improvement that are let pass.</param>
            /// <param name="threshold">How much better counts as better.</param>
            /// <param name="threshold_mode"><c>rel</c>: times the best; <c>abs</c>: added to it.</param>
            /// <param name="cooldown">Epochs after a change in which nothing is counted.</param>
            /// <param name="min_lr">No rate goes below; one for all groups, or one each.</param>
            /// <param name="eps">A change smaller than this is not made.</param>
            public static LRScheduler ReduceLROnPlateau(
                Optimizer optimizer, string mode = "min", double factor = 0.1, int patience = 10, double threshold = 1e-4,
                string threshold_mode = "rel", int cooldown = 0, IList<double>? min_lr = null, double eps = 1e-8)
                => new impl.ReduceLROnPlateau(optimizer, mode, factor, patience, threshold, threshold_mode, cooldown, min_lr, eps);

            /// <summary>One schedule after the other: the next begins, from the first rate, when its milestone is reached.</summary>
            public static LRScheduler SequentialLR(Optimizer optimizer, IEnumerable<LRScheduler> schedulers, IEnumerable<int> milestones)
                => new impl.SequentialLR(optimizer, [.. schedulers], [.. milestones]);

            /// <summary>A schedule of the learning rate; <see cref="step()"/> ends an epoch.</summary>
            public abstract class LRScheduler
            {
                private readonly ILearningRateController[] _groups;

                private protected LRScheduler(Optimizer optimizer) => _groups = [.. optimizer.ParamGroups];

                private protected IReadOnlyList<ILearningRateController> Groups => _groups;

                private protected int Epoch { get; private set; }

                /// <summary>The rate of each group as it is now.</summary>
                public IEnumerable<double> get_last_lr() => _groups.Select(group => group.LearningRate);

                /// <summary>Ends an epoch.</summary>
                public virtual void step()
                {
                    Epoch++;
                    SetRates();
                }

                /// <summary>Ends an epoch that was measured; only <see cref="ReduceLROnPlateau"/> looks at the number.</summary>
                public virtual void step(double current) => step();

                /// <summary>Begins at epoch 0, from the first rates.</summary>
                internal virtual void Begin()
                {
                    Epoch = 0;
                    foreach (var group in _groups)
                    {
                        group.LearningRate = group.InitialLearningRate;
                    }

                    SetRates();
                }

                /// <summary>The rate at this epoch of a group whose rate was set for the epoch before; at epoch 0 that is the first rate.</summary>
                private protected abstract double Rate(int epoch, ILearningRateController group);

                private protected virtual void SetRates()
                {
                    foreach (var group in _groups)
                    {
                        group.LearningRate = Rate(Epoch, group);
                    }
                }
            }
        }
    }
}
