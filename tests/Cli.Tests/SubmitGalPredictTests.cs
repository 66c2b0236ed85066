using EventCollab.Cli.Input;
using EventCollab.Cli.Options;
using EventCollab.Cli.Running;
using EventCollab.Learning;
using EventCollab.Learning.Data;
using EventCollab.Messaging.Transport;
using EventCollab.Orchestrator.Api;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventCollab.Cli.Tests;

/// <summary>The operator's way from a training to a prediction: hub, its API and agents in this process, everything asked for by commands.</summary>
public sealed class SubmitGalPredictTests : IDisposable
{
    private readonly Invocation _invocation = new();

    public void Dispose() => _invocation.Dispose();

    [Fact]
    public async Task A_prediction_with_an_organization_down_is_answered_and_shown_as_degraded()
    {
        var folder = RunFolder.Create(Path.Combine(_invocation.Folder, "run"), "run");
        string training;
        await using (var services = await StartAsync(folder, organizations: 3))
        {
            training = await SubmitAsync(services, "gal", "--organizations", "3", "--rounds", "2", "--local-model", "ridge", "--privacy", "none");
            (await StatusAsync(services, training)).ShouldNotContain("degraded");
        }

        // The third organization's agent stays down: it never joins.
        await using var rest = await StartAsync(folder, organizations: 2);
        var prediction = await SubmitAsync(rest, "gal-predict", "--collaboration", training, "--recruiting", "1", "--minimum", "2");

        var status = await StatusAsync(rest, prediction);
        status.ShouldContain("Completed");
        status.ShouldContain("degraded: round 1");

        var (code, _, error) = await CommandAsync(rest, "submit", "gal-predict", "--collaboration", prediction);
        code.ShouldBe(1);
        error.ShouldContain("is of the method gal-predict");
    }

    private async Task<LocalServices> StartAsync(RunFolder folder, int organizations)
    {
        var rows = Enumerable.Range(0, 40).Select(row => $"{row % 7},{row * row % 11},{row % 5},{(2 * (row % 7)) - (row * row % 11) + (row % 5)}.5");
        var choice = new DataChoice
        {
            Request = new DataRequest(_invocation.Write("table.csv", "a,b,c,y\n" + string.Join('\n', rows) + "\n")) { Target = "y" },
            Organizations = 3,
        };
        var data = choice.Load(_invocation.Context(TextWriter.Null, TextWriter.Null));
        return await LocalServices.StartAsync(
            new LocalServicesOptions
            {
                Transport = new TransportOptions(),
                Folder = folder,
                Organizations = [.. OrganizationNames.Create(3).Zip(data.Organizations, (name, local) => (name, (ILocalData)local)).Take(organizations)],
                Loggers = NullLoggerFactory.Instance,
                Time = TimeProvider.System,
            },
            TestContext.Current.CancellationToken);
    }

    /// <summary>Submits and waits for the end.</summary>
    private async Task<string> SubmitAsync(LocalServices services, params string[] arguments)
    {
        var (code, output, error) = await CommandAsync(services, ["submit", .. arguments]);
        code.ShouldBe(0, error);
        var id = output.Trim();
        await foreach (var _ in services.Hub.WatchAsync(CollaborationIds.Parse(id), TestContext.Current.CancellationToken))
        {
            // Ends with the collaboration.
        }

        return id;
    }

    private async Task<string> StatusAsync(LocalServices services, string id)
    {
        var (code, output, error) = await CommandAsync(services, "status", id);
        code.ShouldBe(0, error);
        return output;
    }

    private async Task<(int Code, string Output, string Error)> CommandAsync(LocalServices services, params string[] arguments)
    {
        var token = Path.Combine(_invocation.Folder, "token");
        await using var server = await HubServer.StartAsync(
            services.Hub, new HubServerOptions { Listen = "127.0.0.1:0", TokenFile = token }, TestContext.Current.CancellationToken);
        return await _invocation.RunAsync([.. arguments, "--hub", server.Address.ToString(), "--token-file", token]);
    }
}
