using static EventCollab.Torch.torch;

namespace EventCollab.Torch.Modules;

/// <summary>A distance for pairs marked 1; how far it stays below the margin for those marked -1.</summary>
public sealed class HingeEmbeddingLoss : Loss<Tensor, Tensor, Tensor>
{
    private readonly double _margin;

    internal HingeEmbeddingLoss(double margin, nn.Reduction reduction)
        : base(nameof(HingeEmbeddingLoss), reduction) => _margin = margin;

    public override Tensor forward(Tensor input1, Tensor input2)
        => nn.functional.hinge_embedding_loss(input1, input2, _margin, reduction);
}

/// <summary>Logistic loss of scores against 1 or -1.</summary>
public sealed class SoftMarginLoss : Loss<Tensor, Tensor, Tensor>
{
    internal SoftMarginLoss(nn.Reduction reduction)
        : base(nameof(SoftMarginLoss), reduction)
    {
    }

    public override Tensor forward(Tensor input1, Tensor input2)
        => nn.functional.soft_margin_loss(input1, input2, reduction);
}

/// <summary>1 - cosine for pairs marked 1; the cosine above the margin for those marked -1.</summary>
public sealed class CosineEmbeddingLoss : Loss<Tensor, Tensor, Tensor, Tensor>
{
    private readonly double _margin;

    internal CosineEmbeddingLoss(double margin, nn.Reduction reduction)
        : base(nameof(CosineEmbeddingLoss), reduction) => _margin = margin;

    public override Tensor forward(Tensor input1, Tensor input2, Tensor input3)
        => nn.functional.cosine_embedding_loss(input1, input2, input3, _margin, reduction);
}

/// <summary>How far the first stays from being larger (1) or smaller (-1) than the second by the margin.</summary>
public sealed class MarginRankingLoss : Loss<Tensor, Tensor, Tensor, Tensor>
{
    private readonly double _margin;

    internal MarginRankingLoss(double margin, nn.Reduction reduction)
        : base(nameof(MarginRankingLoss), reduction) => _margin = margin;

    public override Tensor forward(Tensor input1, Tensor input2, Tensor input3)
        => nn.functional.margin_ranking_loss(input1, input2, input3, _margin, reduction);
}

/// <summary>How far the positive stays from being closer to the anchor than the negative by the margin.</summary>
public sealed class TripletMarginLoss : Loss<Tensor, Tensor, Tensor, Tensor>
{
    private readonly double _margin;
    private readonly long _p;
    private readonly double _eps;
    private readonly bool _swap;

    internal TripletMarginLoss(double margin, long p, double eps, bool swap, nn.Reduction reduction)
        : base(nameof(TripletMarginLoss), reduction) => (_margin, _p, _eps, _swap) = (margin, p, eps, swap);

    public override Tensor forward(Tensor input1, Tensor input2, Tensor input3)
        => nn.functional.triplet_margin_loss(input1, input2, input3, _margin, _p, _eps, _swap, reduction);
}
