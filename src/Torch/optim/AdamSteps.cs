using static EventCollab.Torch.torch;

namespace EventCollab.Torch.Modules;

/// <summary>The step that Adam and AdamW share (Kingma and Ba, 2015, algorithm 1), in the order of operations of PyTorch.</summary>
internal static class AdamSteps
{
    internal static readonly string[] StateNames = ["exp_avg", "exp_avg_sq", "max_exp_avg_sq"];

    internal static void Go(Parameter parameter, Tensor direction, AdamOptions options, OptimizerState state)
    {
        var (beta1, beta2) = (options.beta1!.Value, options.beta2!.Value);
        var step = ++state.step;
        var first = state.KeepZeros(0, parameter);
        var second = state.KeepZeros(1, parameter);
        first.mul_(beta1).add_(direction, 1 - beta1);
        second.mul_(beta2).addcmul_(direction, direction, 1 - beta2);

        using var root = (options.amsgrad!.Value ? Largest(parameter, second, state) : second).sqrt();
        root.div_(Math.Sqrt(1 - Math.Pow(beta2, step))).add_(options.eps!.Value);
        parameter.addcdiv_(first, root, -(options.LearningRate!.Value / (1 - Math.Pow(beta1, step))));
    }

    /// <summary>The largest second moment so far (Reddi et al., 2018).</summary>
    private static Tensor Largest(Parameter parameter, Tensor second, OptimizerState state)
    {
        var largest = state.KeepZeros(2, parameter);
        using var larger = largest.maximum(second);
        return largest.copy_(larger);
    }
}
