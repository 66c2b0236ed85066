using static EventCollab.Torch.torch;

namespace EventCollab.Torch.Modules;

/// <summary>Splits one dimension into several.</summary>
public sealed class Unflatten : nn.Module<Tensor, Tensor>
{
    private readonly long _dim;
    private readonly long[] _size;

    internal Unflatten(long dim, long[] unflattened_size)
        : base(nameof(Unflatten)) => (_dim, _size) = (dim, unflattened_size);

    public override Tensor forward(Tensor input) => input.unflatten(_dim, _size);
}
