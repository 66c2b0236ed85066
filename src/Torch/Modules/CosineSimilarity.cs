using static EventCollab.Torch.torch;

namespace EventCollab.Torch.Modules;

/// <summary>The cosine of the angle between vectors along a dimension.</summary>
public sealed class CosineSimilarity : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly long _dim;
    private readonly double _eps;

    internal CosineSimilarity(long dim, double eps)
        : base(nameof(CosineSimilarity)) => (_dim, _eps) = (dim, eps);

    public override Tensor forward(Tensor input1, Tensor input2) => nn.functional.cosine_similarity(input1, input2, _dim, _eps);
}
