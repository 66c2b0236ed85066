using System.Diagnostics;
using EventCollab.Testing;

namespace EventCollab.EndToEnd.Commands;

/// <summary>A broker that cannot be used: one line within fifteen seconds, or a run that goes on when the broker is back.</summary>
public sealed class BrokerTests
{
    /// <summary>The promise is fifteen seconds; the rest is for starting the program on a machine that is busy with other tests.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15 + 10);

    [Fact]
    public async Task A_broker_that_is_not_there_is_an_error_within_fifteen_seconds()
    {
        using var table = TestTable.Write("wine");
        var port = RabbitMqServer.FreePorts(1)[0];
        var watch = Stopwatch.StartNew();

        var result = await EventCollabProgram.RunAsync(Runs.Gal(table, transport: $"amqp://guest:guest@127.0.0.1:{port}/"));

        watch.Elapsed.ShouldBeLessThan(Limit);
        result.ShouldFailWithOneLine($"127.0.0.1:{port}");
    }

    [Theory]
    [InlineData("run")]
    [InlineData("hub")]
    [InlineData("agent")]
    public async Task A_refused_password_is_an_error_that_does_not_repeat_it(string command)
    {
        using var table = TestTable.Write("wine");
        using var folder = new TemporaryFolder();
        var broker = await RabbitMqServer.SharedAsync(TestContext.Current.CancellationToken);
        var wrong = new UriBuilder(broker.Address) { UserName = "guest", Password = "open-sesame" }.Uri.ToString();
        (await EventCollabProgram.RunAsync("data", "split", "--data", "wine", "--data-root", table.Root, "--organizations", "2", "--out", folder.File("parts"))).ShouldSucceed();
        string[] arguments = command switch
        {
            "run" => Runs.Gal(table, transport: wrong),
            "hub" => ["hub", "--transport", wrong, "--run-dir", folder.File("hub"), "--token-file", folder.File("token")],
            _ => ["agent", "--organization", "org-2", "--data", folder.File("parts/org-2"), "--transport", wrong, "--run-dir", folder.File("org-2")],
        };
        var watch = Stopwatch.StartNew();

        var result = await EventCollabProgram.RunAsync(arguments);

        watch.Elapsed.ShouldBeLessThan(Limit);
        result.ShouldFailWithOneLine("refuse");
        result.Error.ShouldNotContain("open-sesame");
    }

    [Fact]
    public async Task A_run_survives_the_death_and_return_of_its_broker()
    {
        using var table = TestTable.Write("wine");
        await using var broker = await RabbitMqServer.StartAsync(TestContext.Current.CancellationToken);
        using var folder = new TemporaryFolder();
        string[] options = ["--epochs", "400", "--no-baselines"];

        await using var run = await EventCollabProgram.StartAsync([.. Runs.Gal(table, 4, 6, "linear", broker.Address), .. options, "--json", folder.File("report.json")]);
        await run.WaitForLineAsync(line => line.StartsWith("round   2/", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        await broker.KillAsync();
        await broker.StartAgainAsync(TestContext.Current.CancellationToken);
        (await run.WaitForExitAsync(TestContext.Current.CancellationToken)).ShouldSucceed();

        var embedded = await Runs.ReportAsync([.. Runs.Gal(table, 4, 6, "linear"), .. options]);
        using var report = System.Text.Json.JsonDocument.Parse(await File.ReadAllTextAsync(folder.File("report.json")));
        report.RootElement.FinalHash().ShouldBe(embedded.FinalHash());
    }

    [Fact]
    public async Task Nothing_of_a_run_is_left_on_the_broker()
    {
        using var table = TestTable.Write("wine");
        await using var broker = await RabbitMqServer.StartAsync(TestContext.Current.CancellationToken);

        await Runs.ReportAsync([.. Runs.Gal(table, 4, 2, "ridge", broker.Address), "--no-baselines"]);

        (await broker.ControlAsync("list_queues", "name")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line != "name").ShouldBeEmpty();
        (await broker.ControlAsync("list_exchanges", "name")).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line != "name" && !line.StartsWith("amq.", StringComparison.Ordinal)).ShouldBeEmpty();
    }
}
