using System.Reflection;

namespace EventCollab.Torch.Tests;

/// <summary>Gradients against central differences in double precision.</summary>
public sealed class GradientTests
{
    private const double Step = 1e-5;

    public static TheoryData<string> Once { get; } = [.. GradientCases.All.Select(one => one.Name)];

    public static TheoryData<string> Twice { get; } = [.. GradientCases.All.Where(one => one.Twice).Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Once))]
    public void The_gradient_is_the_central_difference(string name)
        => Check(name, 1, (leaves, loss) =>
        {
            foreach (var leaf in leaves)
            {
                leaf.grad = null;
            }

            loss().backward();
            return ([.. leaves.Select(leaf => leaf.grad)], () => loss().item<double>());
        });

    [Theory]
    [MemberData(nameof(Twice))]
    public void The_gradient_of_the_gradient_is_the_central_difference(string name)
        => Check(name, 2, (leaves, loss) =>
        {
            var slope = Slope(leaves, loss);
            return (autograd.grad([slope], leaves, allow_unused: true), () => Slope(leaves, loss).item<double>());
        });

    [Fact]
    public void Every_module_of_the_assembly_has_a_gradient_check()
    {
        var modules = typeof(Linear).Assembly.GetExportedTypes()
            .Where(type => !type.IsAbstract && typeof(nn.Module).IsAssignableFrom(type) && type.GetMethod("forward") is not null)
            .ToList();

        modules.Count.ShouldBeGreaterThan(40);
        modules.Except(GradientCases.All.Select(one => one.Type)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_function_of_a_network_has_a_gradient_check()
    {
        // Class numbers in, zeros and ones out: nothing to differentiate.
        string[] without = ["one_hot"];
        var functions = typeof(torch.nn.functional).GetMethods(BindingFlags.Static | BindingFlags.Public).Select(method => method.Name).Distinct();

        functions.Except(GradientCases.All.Select(one => one.Name.Split(' ')[0])).ShouldBe(without);
    }

    private static void Check(string name, int power, Func<Tensor[], Func<Tensor>, (IList<Tensor?> Exact, Func<double> Measure)> derive)
    {
        using var scope = NewDisposeScope();
        manual_seed(5);
        var one = GradientCases.All.Single(one => one.Name == name);
        using var net = one.Make()?.to(float64);
        var inputs = one.Shapes.Select(shape => randn(shape, float64, requires_grad: true)).ToArray();
        Tensor[] leaves = [.. inputs, .. net?.parameters() ?? []];
        leaves.ShouldNotBeEmpty();

        var (exact, measure) = derive(leaves, () => Weighted(one, net, inputs, power));
        for (var k = 0; k < leaves.Length; k++)
        {
            CompareAt(leaves[k], exact[k], measure, $"{name}: leaf {k}");
        }
    }

    private static void CompareAt(Tensor leaf, Tensor? gradient, Func<double> measure, string where)
    {
        var values = leaf.data<double>().ToArray();
        var exact = gradient?.data<double>().ToArray() ?? new double[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var measured = (Shifted(leaf, values, i, Step, measure) - Shifted(leaf, values, i, -Step, measure)) / (2 * Step);
            // Relative to one, since a difference of two losses near one carries their rounding, 1e-16 / 1e-5.
            exact[i].ShouldBe(measured, 1e-6 * Math.Max(1, Math.Abs(exact[i])), $"{where}, element {i}");
        }
    }

    private static double Shifted(Tensor leaf, double[] values, int i, double by, Func<double> measure)
    {
        using var scope = NewDisposeScope();
        var shifted = values.ToArray();
        shifted[i] += by;
        Write(leaf, shifted);
        var value = measure();
        Write(leaf, values);
        return value;
    }

    private static void Write(Tensor leaf, double[] values)
    {
        using var off = no_grad();
        leaf.copy_(tensor(values, leaf.shape));
    }

    // Each result counts differently: an error that a plain sum would cancel shows.
    private static Tensor Weighted(GradientCase one, nn.Module? net, Tensor[] inputs, int power)
    {
        // Dropout draws the same zeros each time.
        manual_seed(9);
        // Squared for the second derivative: a linear layer has none of its own.
        var result = one.Apply(net, inputs).flatten().pow(power);
        return (result * (arange(result.numel(), float64).sin() + 1.5)).sum();
    }

    private static Tensor Slope(Tensor[] leaves, Func<Tensor> loss)
        => autograd.grad([loss()], leaves, null, false, true, true)
            .OfType<Tensor>()
            .Select((gradient, k) => (gradient.flatten() * (arange(gradient.numel(), float64).cos() + k + 0.5)).sum())
            .Aggregate((sum, part) => sum + part);
}
