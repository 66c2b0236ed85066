using static EventCollab.Torch.torch;

namespace EventCollab.Torch.Modules;

/// <summary>The input as it is: a second handle, so that result and input can be disposed apart.</summary>
public sealed class Identity : nn.Module<Tensor, Tensor>
{
    internal Identity()
        : base(nameof(Identity))
    {
    }

    public override Tensor forward(Tensor input) => input.alias();
}
