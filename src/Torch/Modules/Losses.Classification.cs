using static EventCollab.Torch.torch;

namespace EventCollab.Torch.Modules;

/// <summary>Softmax cross-entropy of logits against class numbers or probabilities.</summary>
public sealed class CrossEntropyLoss : Loss<Tensor, Tensor, Tensor>
{
    private readonly Tensor? _weight;
    private readonly long? _ignore;

    internal CrossEntropyLoss(Tensor? weight, long? ignore_index, nn.Reduction reduction)
        : base(nameof(CrossEntropyLoss), reduction) => (_weight, _ignore) = (weight, ignore_index);

    public override Tensor forward(Tensor input1, Tensor input2)
        => nn.functional.cross_entropy(input1, input2, _weight, _ignore ?? -100, reduction);
}

/// <summary>Negative log likelihood of log-probabilities against class numbers.</summary>
public sealed class NLLLoss : Loss<Tensor, Tensor, Tensor>
{
    private readonly Tensor? _weight;

    internal NLLLoss(Tensor? weight, nn.Reduction reduction)
        : base(nameof(NLLLoss), reduction) => _weight = weight;

    public override Tensor forward(Tensor input1, Tensor input2)
        => nn.functional.nll_loss(input1, input2, _weight, reduction);
}

/// <summary>Cross-entropy of probabilities of two classes.</summary>
public sealed class BCELoss : Loss<Tensor, Tensor, Tensor>
{
    private readonly Tensor? _weight;

    internal BCELoss(Tensor? weight, nn.Reduction reduction)
        : base(nameof(BCELoss), reduction) => _weight = weight;

    public override Tensor forward(Tensor input1, Tensor input2)
        => nn.functional.binary_cross_entropy(input1, input2, _weight, reduction);
}

/// <summary>Cross-entropy of logits of two classes.</summary>
public sealed class BCEWithLogitsLoss : Loss<Tensor, Tensor, Tensor>
{
    private readonly Tensor? _weight;
    private readonly Tensor? _positive;

    internal BCEWithLogitsLoss(Tensor? weight, Tensor? pos_weights, nn.Reduction reduction)
        : base(nameof(BCEWithLogitsLoss), reduction) => (_weight, _positive) = (weight, pos_weights);

    public override Tensor forward(Tensor input1, Tensor input2)
        => nn.functional.binary_cross_entropy_with_logits(input1, input2, _weight, reduction, _positive);
}

/// <summary>Kullback-Leibler divergence of log-probabilities; unlike Python's, the target is a logarithm by default.</summary>
public sealed class KLDivLoss : Loss<Tensor, Tensor, Tensor>
{
    private readonly bool _logTarget;

    internal KLDivLoss(bool log_target, nn.Reduction reduction)
        : base(nameof(KLDivLoss), reduction) => _logTarget = log_target;

    public override Tensor forward(Tensor input1, Tensor input2)
        => nn.functional.kl_div(input1, input2, _logTarget, reduction);
}

/// <summary>Negative log likelihood of counts.</summary>
public sealed class PoissonNLLLoss : Loss<Tensor, Tensor, Tensor>
{
    private readonly bool _logInput;
    private readonly bool _full;
    private readonly float _eps;

    internal PoissonNLLLoss(bool log_input, bool full, float eps, nn.Reduction reduction)
        : base(nameof(PoissonNLLLoss), reduction) => (_logInput, _full, _eps) = (log_input, full, eps);

    public override Tensor forward(Tensor input1, Tensor input2)
        => nn.functional.poisson_nll_loss(input1, input2, _logInput, _full, _eps, reduction);
}
