using EventCollab.Learning;
using EventCollab.Learning.Data;
using EventCollab.Learning.Data.Partitions;
using EventCollab.Learning.Methods.Gal;
using EventCollab.Testing;

namespace EventCollab.EndToEnd.Pipeline;

/// <summary>Check S1 of the method: a plain loop, one process and a real broker end in the same bytes.</summary>
public sealed class EqualHashTests
{
    [Theory]
    [InlineData("diabetes", "linear", 3)]
    [InlineData("boston_housing", "ridge", 4)]
    [InlineData("wine", "linear", 2)]
    [InlineData("breast_cancer", "ridge", 3)]
    [InlineData("qsar_biodegradation", "ridge", 3)]
    [InlineData("digits", "ridge", 2)]
    public async Task Equal_seeds_give_equal_hashes_in_a_loop_embedded_and_over_RabbitMQ(string name, string localModel, int rounds)
    {
        var broker = await RabbitMqServer.SharedAsync(TestContext.Current.CancellationToken);
        using var table = TestTable.Write(name);

        var loop = PlainLoop(table, localModel, rounds);
        var embedded = await Runs.ReportAsync([.. Runs.Gal(table, 8, rounds, localModel), "--no-baselines"]);
        var overBroker = await Runs.ReportAsync([.. Runs.Gal(table, 8, rounds, localModel, broker.Address), "--no-baselines"]);

        embedded.FinalHash().ShouldBe(loop);
        overBroker.FinalHash().ShouldBe(loop);
    }

    [Fact]
    public async Task Another_seed_gives_another_hash()
    {
        using var table = TestTable.Write("wine");

        var one = await Runs.ReportAsync(Runs.Gal(table, 8, 1, "linear"));
        var other = await Runs.ReportAsync(Runs.Gal(table, 8, 1, "linear", seed: 1));

        other.FinalHash().ShouldNotBe(one.FinalHash());
    }

    private static string PlainLoop(TestTable table, string localModel, int rounds)
    {
        var dataset = new Catalogue([table.Root]).Load(new DataRequest(table.Name));
        var data = new PartitionedData(dataset, TrainTestSplit.Random(dataset.Samples.Rows, 0), ColumnPartition.For(dataset, 8, 0));
        string[] organizations = [.. Enumerable.Range(1, 8).Select(number => $"org-{number}")];
        var setup = new CollaborationSetup
        {
            Method = GalMethod.MethodName,
            Options = $$"""{"localModel":"{{localModel}}"}""",
            Seed = 0,
            Rounds = rounds,
            Organizations = organizations,
            Sponsor = organizations[0],
        };
        var local = organizations.Zip(data.Organizations).ToDictionary(pair => pair.First, ILocalData (pair) => pair.Second);
        return new InProcessRunner(new GalMethod(), setup, local).Run(TestContext.Current.CancellationToken).FinalHash();
    }
}
