using EventCollab.Contracts;
using EventCollab.Contracts.Messages;
using EventCollab.Learning;
using EventCollab.Testing;
using Microsoft.Extensions.Logging;

namespace EventCollab.OrgAgent.Tests;

public sealed class TrainingProgressTests
{
    private readonly ManualTime _time = new();
    private readonly List<AgentProgress> _heard = [];
    private readonly LinesOfLog _log = new();

    /// <summary>One of five epochs took 3 s: four more take 12 s. One epoch and two of the four steps of the next took 6 s, so an epoch takes 4 s and 3.5 are left: 14 s.</summary>
    [Fact]
    public void The_time_left_is_that_of_the_steps_left_at_the_pace_so_far()
    {
        var progress = Progress(TimeSpan.FromHours(1));

        _time.Advance(TimeSpan.FromSeconds(3));
        progress.Report(new TrainingProgress(1, 5, 4, 4, 0.9));
        _time.Advance(TimeSpan.FromSeconds(3));
        progress.Report(new TrainingProgress(2, 5, 2, 4, 0.8));

        _heard.Select(heard => heard.Left.TotalSeconds).ShouldBe([12, 14], 1e-6);
        _heard.Select(heard => heard.Elapsed.TotalSeconds).ShouldBe([3, 6]);
        _heard[1].Training.Loss.ShouldBe(0.8);
    }

    [Fact]
    public void After_the_last_epoch_nothing_is_left()
    {
        var progress = Progress(TimeSpan.FromHours(1));
        _time.Advance(TimeSpan.FromSeconds(3));
        progress.Report(new TrainingProgress(5, 5, 4, 4, 0.9));
        _heard.Single().Left.ShouldBe(TimeSpan.Zero);
    }

    /// <summary>Epochs end at 4, 8, 12, 16, 20 and 24 s; lines are at least 10 s apart: at 12 s, with three epochs of 4 s left, and at 24 s.</summary>
    [Fact]
    public void The_log_has_a_line_each_interval_and_not_one_each_epoch()
    {
        var progress = Progress(TimeSpan.FromSeconds(10));
        for (var epoch = 1; epoch <= 6; epoch++)
        {
            _time.Advance(TimeSpan.FromSeconds(4));
            progress.Report(new TrainingProgress(epoch, 6, 4, 4, 0.5));
        }

        _log.Lines.Count.ShouldBe(2);
        _log.Lines[0].ShouldContain("round 2 of collaboration");
        _log.Lines[0].ShouldEndWith("epoch 3 of 6, loss 0.5, about 12 s left");
        _log.Lines[1].ShouldEndWith("epoch 6 of 6, loss 0.5, about 0 s left");
    }

    [Fact]
    public async Task A_training_has_one_of_the_processs_places_while_it_runs()
    {
        using var places = new TrainingPlaces(1);
        await using var scene = new AgentScene { Places = places };
        var free = new List<int>();
        scene.Method.OnTraining = (_, _) => free.Add(places.Free);
        await scene.StartJoinedAsync();

        await scene.DeliverAsync(scene.Opened(1));
        await scene.Sender.NextAsync<ContributionReceived>();

        free.ShouldBe([0]);
        places.Free.ShouldBe(1);
    }

    [Fact]
    public async Task Who_waits_for_a_place_can_still_be_ended()
    {
        using var places = new TrainingPlaces(1);
        using var taken = places.Take(CancellationToken.None);
        await using var scene = new AgentScene { Places = places };
        await scene.StartJoinedAsync();
        await scene.DeliverAsync(scene.Opened(1));

        // Ending waits for the work thread, which would wait for the place for ever.
        await scene.KillAsync();

        scene.Method.Calls.ShouldBe(0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    public void There_is_always_a_place(int threads)
    {
        using var places = TrainingPlaces.ForProcessors(threads);
        places.Free.ShouldBe(Math.Max(1, Environment.ProcessorCount / threads));
    }

    private StepProgress Progress(TimeSpan interval)
    {
        var options = new AgentOptions
        {
            Organization = AgentScene.Clinic,
            Folder = "none",
            Data = new FakeData(false),
            Methods = new Hosting.MethodRegistry(new FakeMethod()),
            Time = _time,
            Progress = new Listener(_heard),
            ProgressInterval = interval,
        };
        return new StepProgress(options, _log, new RoundOpened { Collaboration = CollaborationId.New(), Round = 2, Step = 0, Organization = AgentScene.Clinic, Expected = [] });
    }

    private sealed class Listener(List<AgentProgress> heard) : IProgress<AgentProgress>
    {
        public void Report(AgentProgress value) => heard.Add(value);
    }

    private sealed class LinesOfLog : ILogger
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add(formatter(state, exception));
    }
}
