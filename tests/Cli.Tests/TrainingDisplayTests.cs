using EventCollab.Cli.Display;
using EventCollab.Cli.Results;
using EventCollab.Cli.Running;
using EventCollab.Contracts;
using EventCollab.Learning;
using EventCollab.OrgAgent;
using EventCollab.Testing;
using Spectre.Console;

namespace EventCollab.Cli.Tests;

/// <summary>What a person sees while organizations train.</summary>
public sealed class TrainingDisplayTests
{
    private static readonly RunHeader Header = new("gal on mnist", ["a note"], 3, "accuracy");

    private readonly ManualTime _time = new();

    /// <summary>
    /// Four organizations on two places: org-1 took 10 s, org-2 has been through half of its epochs in 5 s and needs 5 s more, two
    /// have not begun and take 10 s each: 5 + 20 s of work on two places are 12.5 s.
    /// </summary>
    [Fact]
    public void The_time_left_in_a_round_is_the_work_that_is_left_by_the_places()
    {
        var board = new TrainingBoard(4, 2, _time);
        board.Report(Progress("org-1", 2, 2, 10));
        board.Report(Progress("org-2", 1, 2, 5));

        var view = board.View(1)!;

        view.Left!.Value.TotalSeconds.ShouldBe(12.5, 1e-6);
        (view.Done, view.Waiting).ShouldBe((1, 2));
        view.Running.Select(running => running.Organization.Value).ShouldBe(["org-2"]);
        view.Summary.ShouldBe("1 of 4 have trained, 2 to begin, about 13 s left in the round");
        view.Line.ShouldBe("1 of 4 organizations have trained; org-2 epoch 1/2, loss 0.25, 5 s left; about 13 s left in the round");
    }

    /// <summary>5 s are left when it is heard of; 4 s later it is one, and the epoch's end has not been heard of.</summary>
    [Fact]
    public void What_is_left_becomes_less_while_an_epoch_takes_its_time()
    {
        var board = new TrainingBoard(1, 2, _time);
        board.Report(Progress("org-1", 1, 2, 5));

        _time.Advance(TimeSpan.FromSeconds(4));

        board.View(1)!.Left!.Value.TotalSeconds.ShouldBe(1, 1e-6);
    }

    [Fact]
    public void A_new_round_begins_with_nobody_and_an_old_one_is_over()
    {
        var board = new TrainingBoard(2, 2, _time);
        board.Report(Progress("org-1", 2, 2, 10));
        board.Report(Progress("org-2", 1, 2, 5, round: 2));
        board.Report(Progress("org-1", 2, 2, 5, round: 1));

        board.View(1).ShouldBeNull();
        var view = board.View(2)!;
        (view.Done, view.Waiting, view.Running.Count).ShouldBe((0, 1, 1));
    }

    [Theory]
    [InlineData(0.2, "1 s")]
    [InlineData(59.1, "1 min 0 s")]
    [InlineData(130, "2 min 10 s")]
    [InlineData(3900, "1 h 5 min")]
    public void Times_are_written_as_people_say_them(double seconds, string text) => Durations.Text(TimeSpan.FromSeconds(seconds)).ShouldBe(text);

    [Fact]
    public async Task In_a_pipe_training_is_mentioned_every_ten_seconds_and_not_more_often()
    {
        using var output = new StringWriter();
        await new PlainDisplay(output, _time).ShowAsync(Header, show =>
        {
            for (var second = 1; second <= 25; second++)
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                show(new RunSnapshot("RoundOpen", [], new TrainingView(1, [Progress("org-1", 1, 2, 5)], 0, 1, TimeSpan.FromSeconds(9))));
            }

            show(new RunSnapshot("Completed", [new RoundLine(1, 0.5, 90, [0.5, 0.5], 10, 25)]));
            return Task.FromResult(0);
        });

        var lines = output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        lines.Count(line => line.StartsWith("  training of round 1/3: 0 of 2 organizations have trained; org-1 epoch 1/2", StringComparison.Ordinal)).ShouldBe(2);
        lines.Count(line => line.StartsWith("round   1/3", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task On_a_terminal_each_one_who_trains_has_a_bar()
    {
        using var output = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output), Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors });
        console.Profile.Width = 120;
        console.Profile.Capabilities.Unicode = true;
        await new Display.LiveDisplay(console, _time).ShowAsync(Header, show =>
        {
            show(new RunSnapshot("RoundOpen, round 1 of 3", [], new TrainingView(1, [Progress("org-1", 1, 2, 5)], 3, 4, TimeSpan.FromSeconds(90))));
            return Task.FromResult(0);
        });

        var text = output.ToString();
        text.ShouldContain("3 of 8 have trained, 4 to begin, about 1 min 30 s left in the round");
        text.ShouldContain($"org-1  {new string('━', 10)}{new string('─', 10)}  epoch 1/2  loss 0.25  5 s left");
    }

    /// <summary>Round 2 of 3, half of its epochs: 1.5 of 3 rounds took 30 s, so as much is left.</summary>
    [Fact]
    public void A_baseline_says_its_round_and_the_time_left_in_all_rounds()
    {
        var progress = new BaselineProgress("joint", _time);
        progress.ToString().ShouldBe("joint begins");
        _time.Advance(TimeSpan.FromSeconds(30));

        progress.Report(new OrganizationProgress("org-1", 2, 3, new TrainingProgress(1, 2, 4, 4, 0.5)));

        progress.ToString().ShouldBe("joint round 2/3 epoch 1/2, about 30 s left");
    }

    private static AgentProgress Progress(string organization, int epoch, int epochs, double elapsed, int round = 1) =>
        new(new OrganizationId(organization), default, round, 0, new TrainingProgress(epoch, epochs, 4, 4, 0.25)) { Elapsed = TimeSpan.FromSeconds(elapsed) };
}
