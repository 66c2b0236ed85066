using System.Reflection;
using EventCollab.Torch.Modules;

namespace EventCollab.Torch;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>
        /// A part of a network: parameters, buffers and children under names. The names are the keys of saved states, so
        /// renaming a field that <see cref="RegisterComponents"/> found breaks saved models.
        /// </summary>
        public abstract partial class Module : IDisposable
        {
            private readonly Dictionary<string, Parameter?> _parameters = [];
            private readonly Dictionary<string, Tensor?> _buffers = [];
            private readonly HashSet<string> _transient = [];
            private readonly Dictionary<string, Module> _children = [];
            private readonly string _name;
            private bool _disposed;

            protected Module(string name) => _name = name;

            /// <summary>Whether dropout and its like behave as in training.</summary>
            public bool training { get; private set; } = true;

            public virtual string GetName() => _name;

            /// <summary>Sets this module and all below to training behaviour.</summary>
            public virtual void train(bool on = true)
            {
                training = on;
                foreach (var child in _children.Values)
                {
                    child.train(on);
                }
            }

            /// <summary>Sets this module and all below to evaluation behaviour.</summary>
            public virtual void eval() => train(false);

            public IEnumerable<(string name, Module module)> named_children() => _children.Select(child => (child.Key, child.Value));

            public IEnumerable<Module> children() => _children.Values;

            /// <summary>All modules below this one, with their dotted names.</summary>
            public IEnumerable<(string name, Module module)> named_modules()
                => _children.SelectMany(child => child.Value.named_modules()
                    .Select(below => ($"{child.Key}.{below.name}", below.module))
                    .Prepend((child.Key, child.Value)));

            public IEnumerable<Module> modules() => named_modules().Select(entry => entry.module).Distinct();

            /// <summary>The parameters of this module and, with <paramref name="recurse"/>, of all below. Depend on names, not on the order.</summary>
            public IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true)
                => Named(module => module._parameters.Where(entry => entry.Value is not null).Select(entry => (entry.Key, entry.Value!)), recurse);

            public IEnumerable<Parameter> parameters(bool recurse = true)
                => named_parameters(recurse).Select(entry => entry.parameter).Distinct();

            public IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true)
                => Named(module => module._buffers.Where(entry => entry.Value is not null).Select(entry => (entry.Key, entry.Value!)), recurse);

            public IEnumerable<Tensor> buffers(bool recurse = true) => named_buffers(recurse).Select(entry => entry.buffer).Distinct();

            /// <summary>The parameter of this dotted name, null where there is none.</summary>
            public virtual Parameter? get_parameter(string target)
                => named_parameters().FirstOrDefault(entry => entry.name == target).parameter;

            /// <summary>The buffer of this dotted name, null where there is none.</summary>
            public virtual Tensor? get_buffer(string target) => named_buffers().FirstOrDefault(entry => entry.name == target).buffer;

            /// <summary>Forgets the gradients of all parameters.</summary>
            public virtual void zero_grad() => GradientTools.Forget(parameters());

            public virtual void register_module(string name, Module submodule)
            {
                CheckName(name);
                _children.Add(name, submodule);
            }

            /// <summary>Registers a tensor that is saved but not trained; it leaves its dispose scope and belongs to the module.</summary>
            public virtual void register_buffer(string name, Tensor? tensor, bool persistent = true)
            {
                CheckName(name);
                tensor?.DetachFromDisposeScope();
                _buffers.Add(name, tensor);
                if (!persistent)
                {
                    _transient.Add(name);
                }
            }

            public virtual void register_parameter(string name, Parameter? param)
            {
                CheckName(name);
                param?.DetachFromDisposeScope();
                _parameters.Add(name, param);
            }

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            /// <summary>Frees parameters, buffers and children.</summary>
            protected virtual void Dispose(bool disposing)
            {
                if (!disposing || _disposed)
                {
                    return;
                }

                _disposed = true;
                foreach (var tensor in _parameters.Values.Concat(_buffers.Values))
                {
                    tensor?.Dispose();
                }

                foreach (var child in _children.Values)
                {
                    child.Dispose();
                }
            }

            /// <summary>
            /// Registers every field of the instance by its name, base classes included: a module as child, a parameter as
            /// parameter, another tensor as buffer. Call it at the end of the constructor.
            /// </summary>
            /// <exception cref="InvalidOperationException">A property or a captured constructor parameter holds one: its name would not be portable.</exception>
            protected void RegisterComponents()
            {
                const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
                for (var type = GetType(); type is not null && type != typeof(Module); type = type.BaseType)
                {
                    foreach (var field in type.GetFields(Own))
                    {
                        Register(field.Name, field.GetValue(this));
                    }
                }
            }

            /// <summary>Applies <paramref name="fn"/> to every module below and then to this one.</summary>
            public virtual Module apply(Action<Module> fn)
            {
                foreach (var child in children())
                {
                    child.apply(fn);
                }

                fn(this);
                return this;
            }

            internal void Convert(Func<Tensor, Tensor> change)
            {
                foreach (var tensor in parameters().Cast<Tensor>().Concat(buffers()))
                {
                    var trained = tensor.requires_grad;
                    using (no_grad())
                    {
                        var plain = tensor.detach();
                        tensor.TakeOver(change(plain));
                        plain.Dispose();
                    }

                    if (tensor is Parameter)
                    {
                        tensor.requires_grad = trained;
                    }
                }
            }

            private void Register(string name, object? value)
            {
                if (value is not (Module or Tensor))
                {
                    return;
                }

                if (name.Contains('<', StringComparison.Ordinal))
                {
                    throw new InvalidOperationException($"{GetType().Name}: keep the module or tensor of '{name}' in a plain field: its name is the key of saved states");
                }

                // Modules that registered by hand before, ModuleList among them, keep what they have.
                if (_children.ContainsKey(name) || _parameters.ContainsKey(name) || _buffers.ContainsKey(name))
                {
                    return;
                }

                switch (value)
                {
                    case Module module:
                        register_module(name, module);
                        break;
                    case Parameter parameter:
                        register_parameter(name, parameter);
                        break;
                    case Tensor tensor:
                        register_buffer(name, tensor);
                        break;
                }
            }

            private void CheckName(string name)
            {
                if (name.Length == 0 || name.Contains('.', StringComparison.Ordinal))
                {
                    throw new ArgumentException($"'{name}' cannot name a part of a module: not empty and without dots", nameof(name));
                }

                if (_children.ContainsKey(name) || _parameters.ContainsKey(name) || _buffers.ContainsKey(name))
                {
                    throw new ArgumentException($"{GetType().Name} has a part called '{name}' already", nameof(name));
                }
            }

            private IEnumerable<(string Name, T Value)> Named<T>(Func<Module, IEnumerable<(string Name, T Value)>> own, bool recurse)
            {
                foreach (var entry in own(this))
                {
                    yield return entry;
                }

                foreach (var (name, child) in recurse ? named_children() : [])
                {
                    foreach (var entry in child.Named(own, true))
                    {
                        yield return ($"{name}.{entry.Name}", entry.Value);
                    }
                }
            }
        }
    }
}
