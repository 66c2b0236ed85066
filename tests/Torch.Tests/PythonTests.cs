using System.Diagnostics;

namespace EventCollab.Torch.Tests;

/// <summary>The same network from the same seed in Python's torch, where it is installed.</summary>
public sealed class PythonTests(PythonTests.Oracle oracle) : IClassFixture<PythonTests.Oracle>
{

    public static TheoryData<string> Optimizers { get; } =
    [
        "SGD(p, 0.1)",
        "SGD(p, 0.05, momentum=0.9, dampening=0.1, weight_decay=0.01)",
        "SGD(p, 0.05, momentum=0.9, nesterov=True)",
        "Adam(p, 0.01)",
        "Adam(p, 0.01, weight_decay=0.05, amsgrad=True)",
        "AdamW(p, 0.01, weight_decay=0.1)",
        "AdamW(p, 0.01, weight_decay=0.1, amsgrad=True)",
        "RMSprop(p, 0.003, alpha=0.9)",
        "RMSprop(p, 0.001, weight_decay=0.01, momentum=0.9, centered=True)",
        "Adagrad(p, 0.05, lr_decay=0.01, weight_decay=0.01, initial_accumulator_value=0.1)",
        "SGD([{'params': p[:2], 'lr': 0.2}, {'params': p[2:], 'weight_decay': 0.1}], 0.05, momentum=0.9)",
    ];

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Forty_steps_give_the_losses_of_python(string optimizer)
    {
        Assert.SkipWhen(oracle.Losses is null, "python3-torch is not installed");
        var expected = oracle.Losses[optimizer];
        var actual = Train(optimizer);

        actual.Length.ShouldBe(40);
        actual[^1].ShouldBeLessThan(actual[0] - 0.2);
        for (var i = 0; i < actual.Length; i++)
        {
            actual[i].ShouldBe(expected[i], 1e-5 * Math.Abs(expected[i]), $"step {i}");
        }
    }

    private static double[] Train(string optimizer)
    {
        var threads = get_num_threads();
        set_num_threads(1);
        manual_seed(3);
        using var all = NewDisposeScope();
        // Drawn in Python's order: layers first, then the data.
        using var net = Sequential(("a", Linear(20, 32)), ("relu", ReLU()), ("b", Linear(32, 4)));
        var x = randn(64, 20);
        var y = randint(0, 4, [64]);
        using var steps = Make(optimizer, net.parameters());
        var losses = new double[40];
        for (var i = 0; i < losses.Length; i++)
        {
            using var scope = NewDisposeScope();
            var loss = F.cross_entropy(net.call(x), y);
            steps.zero_grad();
            loss.backward();
            steps.step();
            losses[i] = loss.item<float>();
        }

        set_num_threads(threads);
        return losses;
    }

    private static optim.Optimizer Make(string name, IEnumerable<Parameter> parameters) => name switch
    {
        "SGD(p, 0.1)" => optim.SGD(parameters, 0.1),
        "SGD(p, 0.05, momentum=0.9, dampening=0.1, weight_decay=0.01)" => optim.SGD(parameters, 0.05, 0.9, 0.1, 0.01),
        "SGD(p, 0.05, momentum=0.9, nesterov=True)" => optim.SGD(parameters, 0.05, 0.9, nesterov: true),
        "Adam(p, 0.01)" => optim.Adam(parameters, 0.01),
        "Adam(p, 0.01, weight_decay=0.05, amsgrad=True)" => optim.Adam(parameters, 0.01, weight_decay: 0.05, amsgrad: true),
        "AdamW(p, 0.01, weight_decay=0.1)" => optim.AdamW(parameters, 0.01, weight_decay: 0.1),
        "AdamW(p, 0.01, weight_decay=0.1, amsgrad=True)" => optim.AdamW(parameters, 0.01, weight_decay: 0.1, amsgrad: true),
        "RMSprop(p, 0.003, alpha=0.9)" => optim.RMSProp(parameters, 0.003, 0.9),
        "RMSprop(p, 0.001, weight_decay=0.01, momentum=0.9, centered=True)" => optim.RMSProp(parameters, 0.001, 0.99, 1e-8, 0.01, 0.9, true),
        "Adagrad(p, 0.05, lr_decay=0.01, weight_decay=0.01, initial_accumulator_value=0.1)" => optim.Adagrad(parameters, 0.05, 0.01, 0.01, 0.1),
        "SGD([{'params': p[:2], 'lr': 0.2}, {'params': p[2:], 'weight_decay': 0.1}], 0.05, momentum=0.9)" => optim.SGD(
            [
                new SGD.ParamGroup(parameters.Take(2), new SGD.Options { LearningRate = 0.2 }),
                new SGD.ParamGroup(parameters.Skip(2), new SGD.Options { weight_decay = 0.1 }),
            ],
            0.05,
            0.9),
        _ => throw new ArgumentException(name),
    };

    /// <summary>One Python process for all optimizers: most of its time is the import.</summary>
    public sealed class Oracle : IAsyncLifetime
    {
        private const string Python = "/usr/bin/python3";

        private static readonly string[] Names = [.. Optimizers.Select(row => row.Data)];

        private const string Script =
            """
            import sys
            try:
                import torch
            except ImportError:
                sys.exit(77)
            torch.set_num_threads(1)
            for optimizer in sys.argv[1:]:
                torch.manual_seed(3)
                a, b = torch.nn.Linear(20, 32), torch.nn.Linear(32, 4)
                net = torch.nn.Sequential(a, torch.nn.ReLU(), b)
                x, y = torch.randn(64, 20), torch.randint(0, 4, (64,))
                p = list(net.parameters())
                steps = eval("torch.optim." + optimizer)
                for _ in range(40):
                    loss = torch.nn.functional.cross_entropy(net(x), y)
                    steps.zero_grad()
                    loss.backward()
                    steps.step()
                    print(repr(loss.item()))
            """;

        /// <summary>Forty losses for each optimizer; null without Python's torch.</summary>
        public Dictionary<string, double[]>? Losses { get; private set; }

        public async ValueTask InitializeAsync()
        {
            if (!File.Exists(Python))
            {
                return;
            }

            var start = new ProcessStartInfo(Python) { ArgumentList = { "-c", Script }, RedirectStandardOutput = true };
            Names.ToList().ForEach(start.ArgumentList.Add);
            using var process = Process.Start(start)!;
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            if (process.ExitCode == 77)
            {
                return;
            }

            process.ExitCode.ShouldBe(0);
            var numbers = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(double.Parse).Chunk(40);
            Losses = Names.Zip(numbers).ToDictionary(pair => pair.First, pair => pair.Second);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
