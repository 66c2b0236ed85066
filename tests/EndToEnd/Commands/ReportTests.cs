using System.Text.Json;
using EventCollab.Testing;

namespace EventCollab.EndToEnd.Commands;

/// <summary>What <c>--json</c> writes.</summary>
public sealed class ReportTests
{
    [Fact]
    public async Task A_run_reports_every_promised_field()
    {
        using var table = TestTable.Write("wine");

        var report = await Runs.ReportAsync(Runs.Gal(table, 4, 3));

        foreach (var field in new[]
        {
            "method", "data", "task", "seed", "splitSeed", "organizations", "rounds", "transport", "metric", "value", "best", "baselines",
            "perRound", "organizationsDetail", "bytesTotal", "seconds", "peakRssMb", "finalHash",
        })
        {
            report.TryGetProperty(field, out _).ShouldBeTrue(field);
        }

        report.GetProperty("method").GetString().ShouldBe("gal");
        report.GetProperty("metric").GetString().ShouldBe("accuracy");
        report.GetProperty("task").GetString().ShouldBe("classification");
        report.GetProperty("baselines").GetProperty("joint").GetDouble().ShouldBeInRange(0, 100);
        report.GetProperty("baselines").GetProperty("alone").GetDouble().ShouldBeInRange(0, 100);
        var rounds = report.GetProperty("perRound").EnumerateArray().ToList();
        rounds.Count.ShouldBe(3);
        rounds.ShouldAllBe(round => Has(round, "loss", "metric", "weights", "rate", "seconds"));
        report.GetProperty("value").GetDouble().ShouldBe(rounds[^1].GetProperty("metric").GetDouble());
        report.GetProperty("best").GetDouble().ShouldBe(rounds.Max(round => round.GetProperty("metric").GetDouble()));
        var organizations = report.GetProperty("organizationsDetail").EnumerateArray().ToList();
        organizations.Count.ShouldBe(4);
        organizations.ShouldAllBe(organization => Has(organization, "id", "score", "weight", "bytesIn", "bytesOut", "late", "refused"));
        organizations.Sum(organization => organization.GetProperty("score").GetDouble()).ShouldBe(1, 1e-9);
        report.GetProperty("bytesTotal").GetInt64().ShouldBe(
            organizations.Sum(organization => organization.GetProperty("bytesIn").GetInt64() + organization.GetProperty("bytesOut").GetInt64()));
        report.GetProperty("peakRssMb").GetDouble().ShouldBeGreaterThan(10);
    }

    [Fact]
    public async Task A_run_shows_one_line_a_round_where_there_is_no_terminal()
    {
        using var table = TestTable.Write("wine");

        var result = (await EventCollabProgram.RunAsync(Runs.Gal(table, 4, 3))).ShouldSucceed();

        result.Output.Split('\n').Count(line => line.StartsWith("round ", StringComparison.Ordinal)).ShouldBe(3);
        result.Output.ShouldNotContain("\e[");
    }

    [Theory]
    [InlineData("10KB", 2500, false)]
    [InlineData("1KiB", 256, false)]
    [InlineData("1MiB", 262144, true)]
    public async Task A_measurement_of_rounds_checks_the_mean_and_names_its_processes(string payload, int values, bool overBroker)
    {
        using var folder = new TemporaryFolder();
        var transport = overBroker ? (await RabbitMqServer.SharedAsync(TestContext.Current.CancellationToken)).Address : "embedded";

        (await EventCollabProgram.RunAsync(
            "bench", "rounds", "--organizations", "4", "--payload", payload, "--rounds", "10", "--transport", transport, "--json", folder.File("bench.json"))).ShouldSucceed();

        using var document = JsonDocument.Parse(await File.ReadAllTextAsync(folder.File("bench.json")));
        var report = document.RootElement;
        report.GetProperty("payloadBytes").GetInt64().ShouldBe(4L * values);
        report.GetProperty("finalMean").GetDouble().ShouldBe(10);
        report.GetProperty("roundsPerSecond").GetDouble().ShouldBeGreaterThan(0);
        report.GetProperty("p99Ms").GetDouble().ShouldBeGreaterThanOrEqualTo(report.GetProperty("p50Ms").GetDouble());
        report.GetProperty("processes").GetArrayLength().ShouldBe(overBroker ? 2 : 1);
    }

    private static bool Has(JsonElement element, params string[] fields) => fields.All(field => element.TryGetProperty(field, out _));
}
