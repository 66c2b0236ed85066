namespace EventCollab.TorchBench;

/// <summary>The networks; twin.py has the same under the same names of parameters.</summary>
internal static class Networks
{
    public static Module<Tensor, Tensor> Make(string name) => name switch
    {
        "mlp" => Mlp(),
        _ => throw new ArgumentException($"no network is called '{name}'"),
    };

    private static Sequential Mlp() => Sequential(
        ("flatten", Flatten()),
        ("first", Linear(784, 128)), ("relu1", ReLU()),
        ("second", Linear(128, 64)), ("relu2", ReLU()),
        ("last", Linear(64, 10)));
}
