namespace EventCollab.TorchBench;

/// <summary>a + b of four elements, made and freed: what one operation costs beside its arithmetic.</summary>
/// <param name="way">How the result is freed: by the scope it was made in, by using inside a scope, or by using without any scope.</param>
internal sealed class TinyAdd(string way) : ISubject
{
    /// <summary>Operations of one scope; a step of a network of that size makes about as many tensors.</summary>
    private const int OperationsOfAScope = 100;

    private readonly Tensor _a = ones([4]);
    private readonly Tensor _b = full([4], 2.0);

    public IReadOnlyList<double> Check(int steps) => [.. Enumerable.Range(0, steps).Select(_ => Sum())];

    public double Run(int steps)
    {
        switch (way)
        {
            case "scope":
                InScopes(steps);
                break;
            case "using":
                using (NewDisposeScope())
                {
                    Using(steps);
                }

                break;
            default:
                Using(steps);
                break;
        }

        return Sum();
    }

    private void InScopes(int steps)
    {
        for (var done = 0; done < steps; done += OperationsOfAScope)
        {
            using var scope = NewDisposeScope();
            for (var i = Math.Min(OperationsOfAScope, steps - done); i > 0; i--)
            {
                _ = _a + _b;
            }
        }
    }

    private void Using(int steps)
    {
        for (var i = 0; i < steps; i++)
        {
            using var sum = _a + _b;
        }
    }

    private double Sum()
    {
        using var scope = NewDisposeScope();
        return (_a + _b).sum().item<float>();
    }
}
