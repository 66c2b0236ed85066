using static EventCollab.Torch.torch;

namespace EventCollab.Torch;

/// <summary>A loss of a prediction and a target.</summary>
public abstract class Loss<T1, T2, TResult> : nn.Module<T1, T2, TResult>
{
    private protected Loss(string name, nn.Reduction reduction)
        : base(name) => this.reduction = reduction;

    public nn.Reduction reduction { get; }
}

/// <summary>A loss of two things and a mark.</summary>
public abstract class Loss<T1, T2, T3, TResult> : nn.Module<T1, T2, T3, TResult>
{
    private protected Loss(string name, nn.Reduction reduction)
        : base(name) => this.reduction = reduction;

    public nn.Reduction reduction { get; }
}
