namespace EventCollab.Torch.Tests;

/// <summary>A convolution network with batch norm, from the same seed in Python's torch: forty steps, one thread.</summary>
public sealed class CnnPythonTests
{
    private const string Script =
        """
        nn = torch.nn
        torch.manual_seed(11)
        net = nn.Sequential(
            nn.Conv2d(1, 8, 3, padding=1), nn.BatchNorm2d(8), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(8, 16, 3, padding=1, bias=False), nn.BatchNorm2d(16), nn.ReLU(), nn.MaxPool2d(2),
            nn.Flatten(), nn.Linear(16 * 7 * 7, 32), nn.ReLU(), nn.Linear(32, 10))
        x, y = torch.randn(32, 1, 28, 28), torch.randint(0, 10, (32,))
        steps = torch.optim.SGD(net.parameters(), 0.05, momentum=0.9)
        for _ in range(40):
            loss = F.cross_entropy(net(x), y)
            steps.zero_grad()
            loss.backward()
            steps.step()
            print(repr(loss.item()))
        net.eval()
        print(repr(F.cross_entropy(net(x), y).item()))
        """;

    [Fact]
    public async Task Forty_steps_and_the_evaluation_by_running_statistics_give_the_losses_of_python()
    {
        var lines = await PythonProcess.RunAsync(Script);
        Assert.SkipWhen(lines is null, "python3-torch is not installed");
        var expected = lines.Select(double.Parse).ToArray();

        var actual = Train();

        expected.Length.ShouldBe(41);
        actual[39].ShouldBeLessThan(actual[0] / 10);
        for (var i = 0; i < expected.Length; i++)
        {
            actual[i].ShouldBe(expected[i], 1e-5 * expected[i], $"step {i}");
        }
    }

    private static double[] Train()
    {
        var threads = get_num_threads();
        set_num_threads(1);
        using var all = NewDisposeScope();
        manual_seed(11);
        using var net = Sequential(
            Conv2d(1, 8, 3, 1, 1), BatchNorm2d(8), ReLU(), MaxPool2d(2),
            Conv2d(8, 16, 3, padding: 1, bias: false), BatchNorm2d(16), ReLU(), MaxPool2d(2),
            Flatten(), Linear(16 * 7 * 7, 32), ReLU(), Linear(32, 10));
        var x = randn(32, 1, 28, 28);
        var y = randint(0, 10, [32]);
        using var steps = optim.SGD(net.parameters(), 0.05, 0.9);
        var losses = new double[41];
        for (var i = 0; i < 40; i++)
        {
            using var scope = NewDisposeScope();
            var loss = F.cross_entropy(net.call(x), y);
            steps.zero_grad();
            loss.backward();
            steps.step();
            losses[i] = loss.item<float>();
        }

        net.eval();
        losses[40] = F.cross_entropy(net.call(x), y).item<float>();
        set_num_threads(threads);
        return losses;
    }
}
