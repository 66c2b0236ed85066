namespace EventCollab.Torch.Tests;

/// <summary>Something differentiable, made small: a module or a function, and the shapes of what goes in.</summary>
internal sealed record GradientCase(string Name, long[][] Shapes, Func<Module?> Make, Func<Module?, Tensor[], Tensor> Apply)
{
    /// <summary>Whether its gradient can be differentiated again and has no kinks: then the second derivative is checked too.</summary>
    public bool Twice { get; init; }

    public Type? Type { get; init; }

    internal static GradientCase Layer<T>(Func<T> make, long[] shape, string note = "", bool twice = false)
        where T : Module<Tensor, Tensor>
        => new($"{typeof(T).Name}{note}", [shape], make, (net, x) => ((T)net!).call(x[0])) { Type = typeof(T), Twice = twice };

    // An operator in place may not overwrite a leaf.
    internal static GradientCase InPlace<T>(Func<T> make, long[] shape)
        where T : Module<Tensor, Tensor>
        => new($"{typeof(T).Name} in place", [shape], make, (net, x) => ((T)net!).call(x[0] * 1)) { Type = typeof(T) };

    internal static GradientCase Of<T>(Func<T> make, long[][] shapes, Func<T, Tensor[], Tensor> apply, string note = "", bool twice = false)
        where T : Module
        => new($"{typeof(T).Name}{note}", shapes, make, (net, x) => apply((T)net!, x)) { Type = typeof(T), Twice = twice };

    internal static GradientCase Function(string name, long[][] shapes, Func<Tensor[], Tensor> apply, bool twice = false)
        => new(name, shapes, () => null, (_, x) => apply(x)) { Twice = twice };

    public override string ToString() => Name;
}
