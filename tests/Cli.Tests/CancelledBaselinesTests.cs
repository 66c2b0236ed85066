using EventCollab.Cli.Display;
using EventCollab.Cli.Options;
using EventCollab.Cli.Results;
using EventCollab.Cli.Running;
using EventCollab.Learning.Data;
using EventCollab.Messaging.Transport;

namespace EventCollab.Cli.Tests;

public sealed class CancelledBaselinesTests
{
    [Fact]
    public async Task A_run_that_is_cancelled_in_its_baselines_is_still_reported_without_them()
    {
        using var invocation = new Invocation();
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var reports = new List<RunReport>();
        var run = new GalRun(invocation.Context(TextWriter.Null, TextWriter.Null), Request(invocation));

        await Should.ThrowAsync<OperationCanceledException>(() => run.RunAsync(new CancelsAfterTheRounds(cancellation), reports.Add, cancellation.Token));

        var report = reports.ShouldHaveSingleItem();
        report.Baselines.ShouldBeNull();
        report.PerRound.Count.ShouldBe(1);
        report.FinalHash.ShouldNotBeNull();
    }

    private static GalRequest Request(Invocation invocation) => new()
    {
        Data = new DataChoice
        {
            Request = new DataRequest(invocation.Write("table.csv", Table())) { Target = "y" },
            Organizations = 2,
        },
        Rounds = 1,
        Options = """{"localModel":"ridge"}""",
        Privacy = "none",
        Transport = new TransportOptions(),
        Baselines = BaselineChoice.Both,
    };

    private static string Table() => "a,b,y\n" + string.Join('\n', Enumerable.Range(0, 40).Select(row => $"{row % 7},{row % 5},{row}.5")) + "\n";

    private sealed class CancelsAfterTheRounds(CancellationTokenSource cancellation) : IRunDisplay
    {
        public async Task<T> ShowAsync<T>(RunHeader header, Func<Action<RunSnapshot>, Task<T>> work)
        {
            var result = await work(_ => { });
            await cancellation.CancelAsync();
            return result;
        }

        public Task<T> FollowAsync<T>(Func<string> line, Func<Task<T>> work) => work();
    }
}
