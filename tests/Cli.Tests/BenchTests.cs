using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using EventCollab.Cli.Bench;

namespace EventCollab.Cli.Tests;

public sealed class BenchTests : IDisposable
{
    private readonly Invocation _invocation = new();

    public void Dispose() => _invocation.Dispose();

    [Fact]
    public async Task Rounds_are_measured_and_the_final_mean_is_the_number_of_rounds()
    {
        var file = Path.Combine(_invocation.Folder, "rounds.json");

        var (code, output, error) = await _invocation.RunAsync("bench", "rounds", "--organizations", "2", "--payload", "1KB", "--rounds", "5", "--json", file);

        code.ShouldBe(0, error);
        output.ShouldContain("rounds/s");
        var json = JsonDocument.Parse(await File.ReadAllTextAsync(file)).RootElement;
        json.GetProperty("finalMean").GetDouble().ShouldBe(5);
        json.GetProperty("roundsPerSecond").GetDouble().ShouldBeGreaterThan(0);
        json.GetProperty("p50Ms").GetDouble().ShouldBeLessThanOrEqualTo(json.GetProperty("p99Ms").GetDouble());
        json.GetProperty("processes")[0].GetProperty("peakRssMb").GetDouble().ShouldBeGreaterThan(10);
        json.GetProperty("processes")[0].GetProperty("cpuSeconds").GetDouble().ShouldBeGreaterThanOrEqualTo(0);
    }

    [Fact]
    public async Task A_vector_of_floats_has_a_multiple_of_four_bytes()
    {
        var (code, _, error) = await _invocation.RunAsync("bench", "rounds", "--payload", "10B");

        code.ShouldBe(1);
        error.ShouldContain("a multiple of 4");
    }

    [Fact]
    public void The_process_that_listens_on_a_loopback_port_is_found()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        ListeningProcess.Find("127.0.0.1", port).ShouldBe(Environment.ProcessId);
        ListeningProcess.Find("localhost", port).ShouldBe(Environment.ProcessId);
        ListeningProcess.Find("broker.example", port).ShouldBeNull();
    }

    [Theory]
    [InlineData(0.5, 2)]
    [InlineData(0.99, 4)]
    [InlineData(0.25, 1)]
    public void A_percentile_is_the_smallest_value_that_this_part_does_not_exceed(double part, double expected) =>
        RoundsBench.Percentile([1, 2, 3, 4], part).ShouldBe(expected);
}
