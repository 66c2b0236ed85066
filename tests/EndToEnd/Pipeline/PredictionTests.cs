using EventCollab.Contracts;
using EventCollab.Hosting;
using EventCollab.Learning;
using EventCollab.Learning.Data;
using EventCollab.Learning.Data.Partitions;
using EventCollab.Learning.Methods.Gal;
using EventCollab.Learning.Methods.Gal.Prediction;
using EventCollab.Messaging.Transport;
using EventCollab.Orchestrator;
using EventCollab.Orchestrator.Views;
using EventCollab.OrgAgent;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventCollab.EndToEnd.Pipeline;

/// <summary>Prediction is a collaboration like any other: it continues a training by that one's id and final hash.</summary>
public sealed class PredictionTests
{
    private const string Options = """{"localModel":"ridge"}""";

    private static readonly OrganizationId[] Names = [.. Enumerable.Range(1, 3).Select(number => new OrganizationId($"org-{number}"))];

    [Fact]
    public async Task Agents_answer_with_the_models_of_the_training_and_the_sponsor_combines_them_with_its_weights()
    {
        using var folder = new TemporaryFolder();
        var data = Data();
        await using var pipeline = await Pipeline.StartAsync(folder, data);
        var id = CollaborationId.New();

        var trained = await pipeline.RunAsync(id, Terms(GalMethod.MethodName, Options, 3));
        var predicted = await pipeline.RunAsync(CollaborationId.New(), Prediction(id, trained.FinalHash!.ToString()!));

        predicted.FinalHash!.ToString().ShouldBe(InProcess(data));
        predicted.Rounds[^1].Report.Degraded.ShouldBeFalse();
        predicted.Rounds[^1].Report.Metric.ShouldBe(trained.Rounds[^1].Report.Metric);
    }

    [Fact]
    public async Task A_prediction_from_a_state_that_nobody_has_fails_with_a_reason()
    {
        using var folder = new TemporaryFolder();
        await using var pipeline = await Pipeline.StartAsync(folder, Data());
        var id = CollaborationId.New();
        await pipeline.RunAsync(id, Terms(GalMethod.MethodName, Options, 1));

        var predicted = await pipeline.RunAsync(CollaborationId.New(), Prediction(id, new string('0', 64)));

        predicted.FinalHash.ShouldBeNull();
        predicted.Reason.ShouldContain("not in the coordinator's payload store");
    }

    /// <summary>Outputs of a model tell about the data it saw: only those who agreed on a training may ask for them.</summary>
    [Fact]
    public async Task A_prediction_from_a_training_that_an_organization_took_no_part_in_is_declined()
    {
        using var folder = new TemporaryFolder();
        await using var pipeline = await Pipeline.StartAsync(folder, Data());

        var predicted = await pipeline.RunAsync(CollaborationId.New(), Prediction(CollaborationId.New(), new string('0', 64)));

        predicted.FinalHash.ShouldBeNull();
        predicted.Reason.ShouldContain("declined");
        predicted.Organizations.ShouldContain(organization => organization.Reason.Contains("took no part", StringComparison.Ordinal));
    }

    private static PartitionedData Data()
    {
        var dataset = SyntheticCohort.Create(0);
        return new PartitionedData(dataset, TrainTestSplit.Random(dataset.Samples.Rows, 0), ColumnPartition.Random(dataset.Samples.Shape[0], Names.Length, 0));
    }

    private static Terms Prediction(CollaborationId training, string state) => Terms(
        GalPredictMethod.MethodName, $$"""{"collaboration":"{{training}}","state":"{{state}}","training":{{Options}}}""", 1);

    private static Terms Terms(string method, string options, int rounds) => new()
    {
        Method = method,
        Options = options,
        Seed = 0,
        Rounds = rounds,
        Organizations = Names,
        Sponsor = Names[0],
    };

    /// <summary>The same training and prediction without messages.</summary>
    private static string InProcess(PartitionedData data)
    {
        var local = Names.Zip(data.Organizations).ToDictionary(pair => pair.First.Value, ILocalData (pair) => pair.Second);
        var models = local.Keys.ToDictionary(name => name, _ => new MemoryModelStore());
        var trained = new InProcessRunner(new GalMethod(), Terms(GalMethod.MethodName, Options, 3).ToSetup(), local) { Models = name => models[name] }.Run();
        var prediction = Prediction(CollaborationId.New(), new string('0', 64)).ToSetup();
        return new InProcessRunner(new GalPredictMethod(), prediction, local) { Models = name => models[name], Initial = trained.State }.Run().FinalHash();
    }

    private sealed class Pipeline(Hub hub, IReadOnlyList<IService> services, ServiceHost host) : IAsyncDisposable
    {
        public static async Task<Pipeline> StartAsync(TemporaryFolder folder, PartitionedData data)
        {
            var methods = new MethodRegistry(new GalMethod(), new GalPredictMethod());
            var hub = Hub.Open(new HubOptions { Folder = folder.File("hub"), Durable = false, Methods = methods });
            var agents = Names.Zip(data.Organizations, (name, local) => Agent.Open(new AgentOptions
            {
                Organization = name,
                Folder = folder.File(name.Value),
                Data = local,
                Methods = methods,
                Durable = false,
            }));
            IReadOnlyList<IService> services = [hub, .. agents];
            var host = await ServiceHost.StartAsync(
                new TransportOptions(), services, NullLoggerFactory.Instance, TimeProvider.System, TestContext.Current.CancellationToken);
            return new Pipeline(hub, services, host);
        }

        public async Task<CollaborationView> RunAsync(CollaborationId id, Terms terms)
        {
            var cancellation = TestContext.Current.CancellationToken;
            var view = await hub.SubmitAsync(id, terms, TimeSpan.FromMinutes(1), Names.Length, cancellation);
            await foreach (var next in hub.WatchAsync(id, cancellation))
            {
                view = next;
            }

            return view;
        }

        public async ValueTask DisposeAsync()
        {
            await host.DisposeAsync();
            foreach (var service in services.Reverse())
            {
                await service.DisposeAsync();
            }
        }
    }
}
