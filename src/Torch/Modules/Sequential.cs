using static EventCollab.Torch.torch;

namespace EventCollab.Torch.Modules;

/// <summary>
/// Modules one after the other. A result in between lives until the next module has used it: a hook that keeps one takes an
/// <c>alias()</c>.
/// </summary>
public sealed class Sequential : nn.Module<Tensor, Tensor>
{
    private readonly List<nn.Module<Tensor, Tensor>> _modules = [];

    internal Sequential(IEnumerable<(string Name, nn.Module<Tensor, Tensor> Module)> modules)
        : base(nameof(Sequential))
    {
        foreach (var (name, module) in modules)
        {
            append(name, module);
        }
    }

    public int Count => _modules.Count;

    public nn.Module<Tensor, Tensor> this[int index] => _modules[index];

    public Sequential append(string name, nn.Module<Tensor, Tensor> module)
    {
        register_module(name, module);
        _modules.Add(module);
        return this;
    }

    public override Tensor forward(Tensor input)
    {
        // Without modules the input itself: a second handle, so that result and input can be disposed apart.
        var current = _modules.Count == 0 ? input.alias() : input;
        foreach (var module in _modules)
        {
            var next = module.call(current);
            // What the gradient does not need goes at once, as in Python, instead of at the scope's end: a third of a
            // convolution network's activations.
            if (!ReferenceEquals(current, input) && !ReferenceEquals(current, next))
            {
                current.Dispose();
            }

            current = next;
        }

        return current;
    }
}
