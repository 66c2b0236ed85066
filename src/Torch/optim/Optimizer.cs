using EventCollab.Torch.Modules;

namespace EventCollab.Torch;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>Changes parameters by their gradients. Its state belongs to it, not to the scope it was made in.</summary>
        public abstract class Optimizer : IDisposable
        {
            private readonly ParamGroup _group;
            private readonly Dictionary<Parameter, Dictionary<string, Tensor>> _state = [];

            private protected Optimizer(IEnumerable<Parameter> parameters, double learningRate)
            {
                ArgumentOutOfRangeException.ThrowIfNegative(learningRate);
                _group = new ParamGroup(parameters, learningRate);
                if (_group.Parameters.Count == 0)
                {
                    throw new ArgumentException("an optimizer without parameters: was RegisterComponents forgotten?", nameof(parameters));
                }
            }

            public IEnumerable<ParamGroup> ParamGroups => [_group];

            public IEnumerable<Parameter> parameters() => _group.Parameters;

            /// <summary>Forgets the gradients: they are null until the next backward.</summary>
            public virtual void zero_grad() => GradientTools.Forget(_group.Parameters);

            /// <summary>One step for every parameter that has a gradient.</summary>
            public virtual void step()
            {
                using var off = no_grad();
                foreach (var parameter in _group.Parameters)
                {
                    using var gradient = parameter.grad;
                    if (gradient is not null)
                    {
                        Update(parameter, gradient, _group.LearningRate);
                    }
                }
            }

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            private protected abstract void Update(Parameter parameter, Tensor gradient, double learningRate);

            /// <summary>A tensor kept for this parameter; where there is none yet, the one that <paramref name="make"/> makes.</summary>
            private protected Tensor State(Parameter parameter, string name, Func<Tensor> make)
            {
                if (!_state.TryGetValue(parameter, out var kept))
                {
                    _state[parameter] = kept = [];
                }

                if (!kept.TryGetValue(name, out var tensor))
                {
                    kept[name] = tensor = make().DetachFromDisposeScope();
                }

                return tensor;
            }

            private protected bool HasState(Parameter parameter, string name) => _state.TryGetValue(parameter, out var kept) && kept.ContainsKey(name);

            protected virtual void Dispose(bool disposing)
            {
                foreach (var tensor in _state.Values.SelectMany(kept => kept.Values))
                {
                    tensor.Dispose();
                }

                _state.Clear();
            }
        }
    }
}
