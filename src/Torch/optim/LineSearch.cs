using EventCollab.Torch.Modules;

namespace EventCollab.Torch;

/// <summary>
/// L-BFGS with the strong Wolfe line search of PyTorch (<c>line_search_fn="strong_wolfe"</c>), which TorchSharp does not offer:
/// code that uses it does not build on that back end.
/// </summary>
public static class LineSearch
{
    /// <inheritdoc cref="torch.optim.LBFGS"/>
    public static LBFGS LBFGS(
        IEnumerable<Parameter> parameters, double lr = 1, long max_iter = 20, long? max_eval = null, double tolerance_grad = 1e-7,
        double tolerance_change = 1e-9, long history_size = 100)
        => new(parameters, lr, max_iter, max_eval, tolerance_grad, tolerance_change, history_size, strongWolfe: true);
}
