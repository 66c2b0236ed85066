namespace EventCollab.Torch.Modules;

/// <summary>The settings that Adam and AdamW share.</summary>
public abstract class AdamOptions : OptimizerOptions
{
    public double? beta1 { get; set; }

    public double? beta2 { get; set; }

    public double? eps { get; set; }

    public bool? amsgrad { get; set; }

    public bool? maximize { get; set; }

    private protected override double[] SaveOwn() => [beta1 ?? 0, beta2 ?? 0, eps ?? 0, amsgrad == true ? 1 : 0, maximize == true ? 1 : 0];

    private protected override void LoadOwn(double[] saved)
        => (beta1, beta2, eps, amsgrad, maximize) = (saved[0], saved[1], saved[2], saved[3] != 0, saved[4] != 0);

    private protected override void FillOwn(OptimizerOptions defaults)
    {
        var of = (AdamOptions)defaults;
        beta1 ??= of.beta1;
        beta2 ??= of.beta2;
        eps ??= of.eps;
        amsgrad ??= of.amsgrad;
        maximize ??= of.maximize;
    }

    private protected override void CheckOwn()
    {
        CheckFraction(beta1, nameof(beta1));
        CheckFraction(beta2, nameof(beta2));
        CheckNotNegative(eps, nameof(eps));
    }
}
