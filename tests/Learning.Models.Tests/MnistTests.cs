using EventCollab.Learning.Data;
using EventCollab.Learning.Data.Images;

namespace EventCollab.Learning.Models.Tests;

public sealed class MnistTests
{
    [Fact]
    public void A_convolutional_network_reads_nine_digits_of_ten_after_2000_images()
    {
        var catalogue = Catalogue.Default(null, Environment.GetEnvironmentVariable, AppContext.BaseDirectory);
        Assert.SkipUnless(catalogue.Locate(Catalogue.Find("mnist")!) is not null, $"mnist is in none of {string.Join(", ", catalogue.Roots)}; set EVENTCOLLAB_DATA.");
        var images = (ImageSet)catalogue.Load(new DataRequest("mnist")).Samples;
        var learner = LocalLearners.Create(LocalModelKind.LeNet, new LearnerSettings { Epochs = 8, BatchSize = 64 }, null);
        var model = learner.Fit(
            new ClassificationTask(Features(images, 0, 2000), Labels(images, 0, 2000), 10, 1), null, TestContext.Current.CancellationToken);

        var scores = model.Predict(Features(images, 60_000, 2000));
        var labels = Labels(images, 60_000, 2000);
        var right = Enumerable.Range(0, 2000).Count(row => scores.AsSpan(10 * row, 10).IndexOf(scores.AsSpan(10 * row, 10).ToArray().Max()) == labels[row]);
        right.ShouldBeGreaterThan(1800);
    }

    /// <summary>Brightness from -0.5 to 0.5.</summary>
    private static FeatureMatrix Features(ImageSet images, int first, int count) => new(
        [.. Enumerable.Range(first, count).SelectMany(row => images.Image(row).ToArray()).Select(pixel => (pixel / 255f) - 0.5f)], count, images.Layout.Size)
    {
        Shape = images.Shape,
    };

    private static int[] Labels(ImageSet images, int first, int count) => [.. images.Target.Skip(first).Take(count).Select(label => (int)label)];
}
