using EventCollab.Learning;
using EventCollab.Learning.Data;
using EventCollab.Learning.Data.Partitions;
using EventCollab.Learning.Methods.Gal;
using EventCollab.Testing;

namespace EventCollab.EndToEnd.Pipeline;

/// <summary>Organizations that hold a patch of each image and fit deep networks, trees and support vector machines, through the program itself.</summary>
public sealed class ImagesTests
{
    private const int Organizations = TestImages.Classes;
    private const int Rounds = 2;

    /// <summary>
    /// Alone the sponsor knows its own class, an eighth of the images, and guesses the others: about 1/8 + 7/8 x 1/7 = 25 %.
    /// Together they see all of an image.
    /// </summary>
    [Fact]
    public async Task Networks_on_patches_reach_together_what_the_sponsor_alone_cannot()
    {
        using var images = new TestImages();

        var report = await Runs.ReportAsync([.. Gal(images), "--local-model", "leNet", "--epochs", "10", "--batch-size", "16"]);

        var (together, alone) = (report.GetProperty("value").GetDouble(), report.GetProperty("baselines").GetProperty("alone").GetDouble());
        report.GetProperty("metric").GetString().ShouldBe("accuracy");
        alone.ShouldBeLessThan(50);
        together.ShouldBeGreaterThanOrEqualTo(alone + 40);
    }

    [Theory]
    [InlineData("\"localModel\":\"cnn\",\"epochs\":1,\"batchSize\":32", "--local-model cnn --epochs 1 --batch-size 32")]
    [InlineData("\"localModel\":\"leNet\",\"epochs\":1,\"deepModelSharing\":true", "--local-model leNet --epochs 1 --deep-model-sharing")]
    [InlineData("\"localModelMix\":[\"gb\",\"svm\"]", "--local-model-mix gb,svm")]
    public async Task Equal_seeds_give_equal_hashes_in_a_loop_embedded_and_over_RabbitMQ(string options, string words)
    {
        var broker = await RabbitMqServer.SharedAsync(TestContext.Current.CancellationToken);
        using var images = new TestImages(training: 64, evaluation: 16);

        var loop = PlainLoop(images, $"{{{options}}}");
        string[] command = [.. Gal(images), .. words.Split(' '), "--no-baselines"];
        var embedded = await Runs.ReportAsync(command);
        var overBroker = await Runs.ReportAsync([.. command, "--transport", broker.Address]);

        embedded.FinalHash().ShouldBe(loop);
        overBroker.FinalHash().ShouldBe(loop);
    }

    [Fact]
    public async Task A_network_for_images_on_a_table_ends_the_run_with_one_line()
    {
        using var table = TestTable.Write("wine");

        (await EventCollabProgram.RunAsync(Runs.Gal(table, 4, 1, "cnn"))).ShouldFailWithOneLine("cnn", "images");
    }

    private static string[] Gal(TestImages images) =>
        ["run", "gal", "--data", images.Folder, "--organizations", $"{Organizations}", "--rounds", $"{Rounds}"];

    private static string PlainLoop(TestImages images, string options)
    {
        var dataset = new Catalogue([]).Load(new DataRequest(images.Folder));
        var data = new PartitionedData(dataset, TrainTestSplit.For(dataset, 0), ColumnPartition.For(dataset, Organizations, 0));
        string[] names = [.. Enumerable.Range(1, Organizations).Select(number => $"org-{number}")];
        var setup = new CollaborationSetup { Method = GalMethod.MethodName, Options = options, Seed = 0, Rounds = Rounds, Organizations = names, Sponsor = names[0] };
        var local = names.Zip(data.Organizations).ToDictionary(pair => pair.First, ILocalData (pair) => pair.Second);
        return new InProcessRunner(new GalMethod(), setup, local).Run(TestContext.Current.CancellationToken).FinalHash();
    }
}
