namespace EventCollab.Torch.Tests;

/// <summary>Gradients against central differences in double precision.</summary>
public sealed class GradientTests
{
    private const double Step = 1e-5;

    [Fact]
    public void Gradients_of_linear_are_the_central_differences()
        => Compare([[2, 3], [4, 3], [4]], x => F.linear(x[0], x[1], x[2]).pow(2).sum());

    [Fact]
    public void Gradients_of_log_softmax_are_the_central_differences()
        => Compare([[3, 4], [3, 4]], x => (F.log_softmax(x[0], 1) * x[1]).sum());

    [Fact]
    public void Gradients_of_softmax_are_the_central_differences()
        => Compare([[3, 4], [3, 4]], x => (F.softmax(x[0], 1) * x[1]).sum());

    [Fact]
    public void Gradients_of_cross_entropy_are_the_central_differences()
        => Compare([[3, 4]], x => F.cross_entropy(x[0], tensor(new long[] { 0, 3, 1 }), label_smoothing: 0.1));

    [Fact]
    public void Gradients_of_nll_loss_are_the_central_differences()
        => Compare([[3, 4]], x => F.nll_loss(F.log_softmax(x[0], 1), tensor(new long[] { 0, 3, 1 })));

    [Fact]
    public void Gradients_of_mse_loss_are_the_central_differences()
        => Compare([[3, 4], [3, 4]], x => F.mse_loss(x[0], x[1]));

    [Fact]
    public void Gradients_of_l1_loss_are_the_central_differences()
        => Compare([[3, 4], [3, 4]], x => F.l1_loss(x[0], x[1]));

    [Fact]
    public void Gradients_of_smooth_l1_loss_are_the_central_differences()
        => Compare([[3, 4], [3, 4]], x => F.smooth_l1_loss(x[0] * 3, x[1]));

    [Fact]
    public void Gradients_of_binary_cross_entropy_are_the_central_differences()
        => Compare([[5]], x => F.binary_cross_entropy_with_logits(x[0], tensor(new double[] { 0, 1, 1, 0, 1 })));

    [Fact]
    public void Gradients_of_a_network_are_the_central_differences()
        => Compare([[2, 3], [4, 3], [4], [2, 4]], x => F.linear(F.linear(x[0], x[1], x[2]).tanh().sigmoid(), x[3]).exp().mean());

    private static void Compare(long[][] shapes, Func<Tensor[], Tensor> loss)
    {
        using var scope = NewDisposeScope();
        manual_seed(5);
        var inputs = shapes.Select(shape => randn(shape, float64, requires_grad: true)).ToArray();
        loss(inputs).backward();
        for (var k = 0; k < inputs.Length; k++)
        {
            var exact = inputs[k].grad!.data<double>().ToArray();
            for (var i = 0; i < exact.Length; i++)
            {
                var measured = (Shifted(inputs, k, i, Step, loss) - Shifted(inputs, k, i, -Step, loss)) / (2 * Step);
                // Relative to one, since a difference of two losses near one carries their rounding, 1e-16 / 1e-5.
                exact[i].ShouldBe(measured, 1e-6 * Math.Max(1, Math.Abs(exact[i])), $"input {k}, element {i}");
            }
        }
    }

    private static double Shifted(Tensor[] inputs, int k, int i, double by, Func<Tensor[], Tensor> loss)
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var copies = inputs.ToArray();
        var values = inputs[k].data<double>().ToArray();
        values[i] += by;
        copies[k] = tensor(values, inputs[k].shape);
        return loss(copies).item<double>();
    }
}
