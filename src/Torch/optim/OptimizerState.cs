namespace EventCollab.Torch.Modules;

/// <summary>What an optimizer remembers of one parameter: how many steps it made, and tensors of the parameter's shape.</summary>
public sealed class OptimizerState
{
    internal OptimizerState(int tensors) => Tensors = new torch.Tensor?[tensors];

    public long step { get; internal set; }

    /// <summary>By the optimizer's own numbering; null before the first step that needs it.</summary>
    internal torch.Tensor?[] Tensors { get; }

    /// <summary>The tensor at this place; where there is none yet, the one that <paramref name="make"/> makes.</summary>
    internal torch.Tensor Keep(int place, Func<torch.Tensor> make) => Tensors[place] ??= make().DetachFromDisposeScope();

    /// <summary>The tensor at this place; zeros of the parameter's shape where there is none yet.</summary>
    internal torch.Tensor KeepZeros(int place, Parameter parameter) => Tensors[place] ??= torch.zeros_like(parameter).DetachFromDisposeScope();

    internal void Free()
    {
        foreach (ref var tensor in Tensors.AsSpan())
        {
            tensor?.Dispose();
            tensor = null;
        }
    }
}
