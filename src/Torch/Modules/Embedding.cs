using EventCollab.Torch.Native;
using static EventCollab.Torch.torch;

namespace EventCollab.Torch.Modules;

/// <summary>A learned row of numbers for each of a fixed set of symbols; indices int64 of any shape, the result has one dimension more.</summary>
public sealed class Embedding : nn.Module<Tensor, Tensor>
{
    private readonly Parameter _weight;
    private readonly long _padding;
    private readonly double? _maxNorm;
    private readonly double _normType;
    private readonly bool _scale;
    private readonly bool _sparse;

    internal Embedding(
        long count, long dims, long? padding_idx, double? max_norm, double norm_type, bool scale_grad_by_freq, bool sparse, Device? device,
        ScalarType? dtype)
        : base(nameof(Embedding))
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(dims);
        _padding = Row(padding_idx, count);
        (_maxNorm, _normType, _scale, _sparse) = (max_norm, norm_type, scale_grad_by_freq, sparse);
        _weight = new Parameter(empty([count, dims], dtype, device).normal_());
        register_parameter("weight", _weight);
        if (_padding >= 0)
        {
            using var off = no_grad();
            using var row = _weight.select(0, _padding);
            row.zero_();
        }
    }

    public Parameter weight => _weight;

    public override Tensor forward(Tensor input)
    {
        if (_maxNorm is { } most)
        {
            using var off = no_grad();
            Ops.EmbeddingRenormInPlace.CallInPlace(_weight, input, most, _normType);
        }

        return Ops.Embedding.Call(_weight, input, _padding, _scale, _sparse);
    }

    // -1 is libtorch's word for no padding, so a row counted from the end is counted from the start here.
    private static long Row(long? index, long count)
    {
        if (index is not { } i)
        {
            return -1;
        }

        return i >= -count && i < count
            ? (i + count) % count
            : throw new ArgumentOutOfRangeException(nameof(index), $"the padding row {i} lies outside {count} rows");
    }
}
