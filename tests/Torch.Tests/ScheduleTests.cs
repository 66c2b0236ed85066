namespace EventCollab.Torch.Tests;

/// <summary>Learning rates epoch by epoch, by hand and in Python's torch.</summary>
public sealed class ScheduleTests
{
    // Each once in Python and once here, on SGD(lr=0.5, momentum=0.9) unless the name says otherwise; 40 epochs.
    private static readonly Dictionary<string, Func<optim.Optimizer, optim.lr_scheduler.LRScheduler>> Cases = new()
    {
        ["StepLR(o, 7, gamma=0.5)"] = o => optim.lr_scheduler.StepLR(o, 7, 0.5),
        ["MultiStepLR(o, [3, 9, 9, 20], gamma=0.3)"] = o => optim.lr_scheduler.MultiStepLR(o, [3, 9, 9, 20], 0.3),
        ["ExponentialLR(o, gamma=0.9)"] = o => optim.lr_scheduler.ExponentialLR(o, 0.9),
        ["LambdaLR(o, lambda e: 1 / (1 + e))"] = o => optim.lr_scheduler.LambdaLR(o, e => 1.0 / (1 + e)),
        ["LinearLR(o, start_factor=0.25, end_factor=0.9, total_iters=11)"] = o => optim.lr_scheduler.LinearLR(o, 0.25, 0.9, 11),
        ["CosineAnnealingLR(o, 13, eta_min=0.01)"] = o => optim.lr_scheduler.CosineAnnealingLR(o, 13, 0.01),
        ["OneCycleLR(o, max_lr=2.0, total_steps=41)"] = o => optim.lr_scheduler.OneCycleLR(o, 2.0, 41),
        ["OneCycleLR(o, max_lr=2.0, epochs=6, steps_per_epoch=7, pct_start=0.4, anneal_strategy='linear', three_phase=True, div_factor=10)"]
            = o => optim.lr_scheduler.OneCycleLR(
                o, 2.0, -1, 6, 7, 0.4, optim.lr_scheduler.impl.OneCycleLR.AnnealStrategy.Linear, true, 0.85, 0.95, 10, 1e4, true),
        ["SequentialLR(o, [LinearLR(o, start_factor=0.1, end_factor=1.0, total_iters=5), CosineAnnealingLR(o, 30)], [6])"]
            = o => optim.lr_scheduler.SequentialLR(
                o, [optim.lr_scheduler.LinearLR(o, 0.1, 1.0, 5), optim.lr_scheduler.CosineAnnealingLR(o, 30)], [6]),
        ["ReduceLROnPlateau(o, factor=0.5, patience=2, cooldown=1, min_lr=0.01)"]
            = o => optim.lr_scheduler.ReduceLROnPlateau(o, "min", 0.5, 2, 1e-4, "rel", 1, [0.01]),
        ["ReduceLROnPlateau(o, mode='max', factor=0.5, patience=3, threshold=0.05, threshold_mode='abs')"]
            = o => optim.lr_scheduler.ReduceLROnPlateau(o, "max", 0.5, 3, 0.05, "abs"),
    };

    [Fact]
    public async Task Forty_epochs_of_every_schedule_give_the_rates_and_momenta_of_python()
    {
        var lines = await PythonProcess.RunAsync(
            "from torch.optim.lr_scheduler import *\nimport math, warnings\nwarnings.simplefilter('ignore')\nfor case in [" + string.Join(", ", Cases.Keys.Select(name => $"\"{name}\""))
            + """
            ]:
                a, b = torch.nn.Parameter(torch.ones(1)), torch.nn.Parameter(torch.ones(1))
                o = torch.optim.SGD([{'params': [a]}, {'params': [b], 'lr': 0.25}], 0.5, momentum=0.9)
                s = eval(case)
                for e in range(41):
                    print(repr(o.param_groups[0]['lr']), repr(o.param_groups[1]['lr']), repr(o.param_groups[0]['momentum']))
                    if e < 40:
                        o.step()
                        s.step(1 + 0.5 * math.sin(e * e)) if 'Plateau' in case else s.step()
            """);
        Assert.SkipWhen(lines is null, "python3-torch is not installed");

        var at = 0;
        foreach (var (name, make) in Cases)
        {
            foreach (var actual in Run(make, 40, e => 1 + (0.5 * Math.Sin(e * e))))
            {
                var expected = lines[at++].Split(' ').Select(double.Parse).ToArray();
                for (var i = 0; i < 3; i++)
                {
                    actual[i].ShouldBe(expected[i], 1e-12, $"{name}, line {at}, number {i}");
                }
            }
        }

        at.ShouldBe(lines.Length);
    }

    [Fact]
    public void Schedules_multiply_the_rate_at_their_epochs()
    {
        Rates(o => optim.lr_scheduler.StepLR(o, 2, 0.5)).ShouldBe([1, 1, 0.5, 0.5, 0.25]);
        Rates(o => optim.lr_scheduler.MultiStepLR(o, [1, 3], 0.5)).ShouldBe([1, 0.5, 0.5, 0.25, 0.25]);
        Rates(o => optim.lr_scheduler.ExponentialLR(o, 0.5)).ShouldBe([1, 0.5, 0.25, 0.125, 0.0625]);
        Rates(o => optim.lr_scheduler.LambdaLR(o, e => e)).ShouldBe([0, 1, 2, 3, 4]);
    }

    [Fact]
    public void A_linear_schedule_goes_in_equal_steps()
        // 0.2, 0.4, 0.6 of the first rate, then it stays.
        => Rates(o => optim.lr_scheduler.LinearLR(o, 0.2, 0.6, 2)).ShouldMatch([0.2, 0.4, 0.6, 0.6, 0.6]);

    [Fact]
    public void A_cosine_goes_down_to_its_least_and_up_again()
        // (1 + cos(pi e / 2)) / 2: 1, 0.5, 0, 0.5, 1.
        => Rates(o => optim.lr_scheduler.CosineAnnealingLR(o, 2)).ShouldMatch([1, 0.5, 0, 0.5, 1]);

    [Fact]
    public void One_cycle_goes_up_and_down_once_and_then_ends()
    {
        // Five steps, the top at 0.6 * 5 - 1 = 2: linear 0.1 to 1 in two steps, then to 0.1/10 = 0.01 in two.
        var strategy = optim.lr_scheduler.impl.OneCycleLR.AnnealStrategy.Linear;
        Rates(o => optim.lr_scheduler.OneCycleLR(o, 1, 5, -1, -1, 0.6, strategy, false, 0.85, 0.95, 10, 10)).ShouldMatch([0.1, 0.55, 1, 0.505, 0.01]);
        Should.Throw<InvalidOperationException>(() => Rates(o => optim.lr_scheduler.OneCycleLR(o, 1, 4))).Message.ShouldContain("4 steps");
    }

    [Fact]
    public void One_cycle_turns_the_first_beta_of_adam_and_refuses_an_optimizer_without_momentum()
    {
        using var w = new Parameter(ones(1));
        using var adam = optim.Adam([w], 0.1);
        optim.lr_scheduler.OneCycleLR(adam, 1, 10);
        ((optim.IBetas)adam.ParamGroups.Single()).Betas.ShouldBe((0.95, 0.999));

        using var plain = optim.Adagrad([w], 0.1);
        Should.Throw<ArgumentException>(() => optim.lr_scheduler.OneCycleLR(plain, 1, 10)).Message.ShouldContain("cycle_momentum");
        Should.Throw<ArgumentException>(() => optim.lr_scheduler.OneCycleLR(adam, 1)).Message.ShouldContain("length");
    }

    [Fact]
    public void A_plateau_lowers_the_rate_when_the_patience_is_over()
    {
        // Losses 1, 1, 1, 0.5, 0.5, 0.5: two without improvement exceed a patience of 1 at the third and the sixth.
        double[] losses = [1, 1, 1, 0.5, 0.5, 0.5];
        Run(o => optim.lr_scheduler.ReduceLROnPlateau(o, "min", 0.1, 1), 6, e => losses[e]).Select(row => row[0])
            .ToArray().ShouldMatch([0.5, 0.5, 0.5, 0.05, 0.05, 0.05, 0.005]);

        using var w = new Parameter(ones(1));
        using var optimizer = optim.SGD([w], 1);
        Should.Throw<InvalidOperationException>(() => optim.lr_scheduler.ReduceLROnPlateau(optimizer).step()).Message.ShouldContain("step(loss)");
        Should.Throw<ArgumentException>(() => optim.lr_scheduler.ReduceLROnPlateau(optimizer, "less"));
        Should.Throw<ArgumentException>(() => optim.lr_scheduler.SequentialLR(optimizer, [], [1]));
    }

    private static double[] Rates(Func<optim.Optimizer, optim.lr_scheduler.LRScheduler> make)
    {
        using var w = new Parameter(ones(1));
        using var optimizer = optim.SGD([w], 1.0);
        var schedule = make(optimizer);
        return
        [
            schedule.get_last_lr().Single(), .. Enumerable.Range(0, 4).Select(_ =>
            {
                schedule.step();
                return optimizer.ParamGroups.Single().LearningRate;
            }),
        ];
    }

    /// <summary>Both groups' rates and the first one's momentum, at the beginning and after each epoch.</summary>
    private static List<double[]> Run(Func<optim.Optimizer, optim.lr_scheduler.LRScheduler> make, int epochs, Func<int, double> loss)
    {
        using var a = new Parameter(ones(1));
        using var b = new Parameter(ones(1));
        using var optimizer = optim.SGD(
            [new SGD.ParamGroup([a], new SGD.Options()), new SGD.ParamGroup([b], new SGD.Options { LearningRate = 0.25 })], 0.5, 0.9);
        var schedule = make(optimizer);
        List<double[]> rows = [Row()];
        for (var e = 0; e < epochs; e++)
        {
            schedule.step(loss(e));
            rows.Add(Row());
        }

        return rows;

        double[] Row() => [.. optimizer.ParamGroups.Select(group => group.LearningRate), ((optim.IMomentum)optimizer.ParamGroups.First()).Momentum];
    }
}
