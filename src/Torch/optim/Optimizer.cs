using EventCollab.Torch.Modules;

namespace EventCollab.Torch;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>
        /// Changes parameters by their gradients. Its state belongs to it, not to the scope it was made in. A parameter without
        /// gradient stays where it is.
        /// </summary>
        public abstract class Optimizer : IDisposable
        {
            private readonly List<ParamGroup> _groups = [];
            private readonly List<Parameter> _all = [];

            private protected Optimizer()
            {
            }

            public virtual IEnumerable<ILearningRateController> ParamGroups => _groups;

            internal IReadOnlyList<ParamGroup> Groups => _groups;

            public virtual IEnumerable<Parameter> parameters() => _all;

            /// <summary>Trains these too from now on, with settings of their own.</summary>
            /// <exception cref="ArgumentException">Of another optimizer, without parameters, or with one that is trained already.</exception>
            public virtual void add_param_group(ParamGroup param_group)
            {
                if (param_group.List.Count == 0)
                {
                    throw new ArgumentException("an optimizer without parameters: was RegisterComponents forgotten?", nameof(param_group));
                }

                if (param_group.List.Concat(_all).Distinct().Count() < param_group.List.Count + _all.Count)
                {
                    throw new ArgumentException("a parameter is in an optimizer twice: it would make two steps at once", nameof(param_group));
                }

                _groups.Add(param_group);
                _all.AddRange(param_group.List);
            }

            /// <summary>Forgets the gradients: they are null until the next backward.</summary>
            public virtual void zero_grad() => GradientTools.Forget(_all);

            /// <summary>One step for every parameter that has a gradient.</summary>
            /// <param name="closure">Computes the loss and its gradients anew; only L-BFGS needs it.</param>
            /// <returns>The closure's loss; null without one.</returns>
            public abstract Tensor? step(Func<Tensor>? closure = null);

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
            }
        }
    }
}
