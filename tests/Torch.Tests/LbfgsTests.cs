namespace EventCollab.Torch.Tests;

/// <summary>L-BFGS against Python's torch in double precision, and where it must end.</summary>
public sealed class LbfgsTests
{
    private const string Script =
        """
        for search in [None, 'strong_wolfe']:
            torch.manual_seed(9)
            w = torch.nn.Parameter(torch.tensor([[-1.2, 1.0, 0.5], [0.3, -0.7, 2.0]], dtype=torch.float64))
            v = torch.nn.Parameter(torch.tensor([0.1, -0.4], dtype=torch.float64))
            x = torch.randn(30, 3, dtype=torch.float64)
            y = torch.randn(30, 2, dtype=torch.float64)
            o = torch.optim.LBFGS([w, v], lr=0.3 if search is None else 1.0, max_iter=4, history_size=3, tolerance_grad=1e-9, line_search_fn=search)
            def closure():
                o.zero_grad()
                loss = (torch.tanh(x @ w.t()) + v - y).pow(2).mean() + 0.01 * (w.pow(4).sum() + v.pow(2).sum())
                loss.backward()
                return loss
            for _ in range(40):
                print(repr(o.step(closure).item()))
        """;

    [Fact]
    public async Task Forty_steps_with_and_without_a_line_search_give_the_losses_of_python()
    {
        var lines = await PythonProcess.RunAsync(Script);
        Assert.SkipWhen(lines is null, "python3-torch is not installed");
        var expected = lines.Select(double.Parse).ToArray();

        double[] actual = [.. Losses(p => optim.LBFGS(p, 0.3, 4, null, 1e-9, 1e-9, 3)), .. Losses(p => LineSearch.LBFGS(p, 1, 4, null, 1e-9, 1e-9, 3))];

        actual.Length.ShouldBe(expected.Length);
        actual[39].ShouldBeLessThan(actual[0] / 1.5);
        for (var i = 0; i < actual.Length; i++)
        {
            actual[i].ShouldBe(expected[i], 1e-9 * expected[i], $"step {i}");
        }
    }

    [Fact]
    public void The_line_search_finds_the_minimum_of_the_rosenbrock_function()
    {
        using var scope = NewDisposeScope();
        using var p = new Parameter(tensor(new double[] { -1.2, 1 }));
        using var optimizer = LineSearch.LBFGS([p], 1, 100, null, 1e-10, 1e-14);

        optimizer.step(() =>
        {
            optimizer.zero_grad();
            var loss = (1 - p[0]).pow(2) + (100 * (p[1] - p[0].pow(2)).pow(2));
            loss.backward();
            return loss;
        });

        p.data<double>().ToArray().ShouldMatch([1, 1], 1e-6);
    }

    [Fact]
    public void Where_the_gradient_is_zero_nothing_moves_and_the_closure_runs_once()
    {
        using var scope = NewDisposeScope();
        using var p = new Parameter(zeros([2], float64));
        using var optimizer = optim.LBFGS([p]);
        var calls = 0;

        optimizer.step(() =>
        {
            calls++;
            optimizer.zero_grad();
            var loss = p.pow(2).sum();
            loss.backward();
            return loss;
        })!.item<double>().ShouldBe(0);

        calls.ShouldBe(1);
        Should.Throw<ArgumentNullException>(() => optimizer.step());
        Should.Throw<NotSupportedException>(() => optimizer.add_param_group(new SGD.ParamGroup([p])));
    }

    [Fact]
    public void Its_steps_leave_no_tensor_behind()
    {
        var before = LiveTensors.Settled();
        using (NewDisposeScope())
        {
            Losses(p => LineSearch.LBFGS(p, 1, 4, null, 1e-9, 1e-9, 3));
            Losses(p => optim.LBFGS(p, 0.3, 4, null, 1e-9, 1e-9, 3));
        }

        Diagnostics.LiveTensors.ShouldBe(before);
    }

    private static double[] Losses(Func<Parameter[], LBFGS> make)
    {
        using var all = NewDisposeScope();
        manual_seed(9);
        using var w = new Parameter(tensor(new[,] { { -1.2, 1.0, 0.5 }, { 0.3, -0.7, 2.0 } }));
        using var v = new Parameter(tensor(new[] { 0.1, -0.4 }));
        var x = randn([30, 3], float64);
        var y = randn([30, 2], float64);
        using var optimizer = make([w, v]);
        return
        [
            .. Enumerable.Range(0, 40).Select(_ =>
            {
                using var scope = NewDisposeScope();
                return optimizer.step(() =>
                {
                    optimizer.zero_grad();
                    var loss = (x.matmul(w.t()).tanh() + v - y).pow(2).mean() + (0.01 * (w.pow(4).sum() + v.pow(2).sum()));
                    loss.backward();
                    return loss;
                })!.item<double>();
            }),
        ];
    }
}
