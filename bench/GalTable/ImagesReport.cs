namespace EventCollab.GalTable;

/// <summary>Table B: convolutional networks on patches of images, published and measured.</summary>
/// <param name="output">Where to.</param>
/// <param name="experiment">By data set.</param>
/// <param name="scale">How much is measured.</param>
/// <param name="device">Where.</param>
/// <param name="names">Data sets.</param>
internal sealed class ImagesReport(TextWriter output, Func<string, ImageExperiment> experiment, ImageScale scale, string device, IReadOnlyList<string> names)
{
    private static readonly string[] Methods = ["interm", "late", "joint", "alone", "al", "gal", "dms"];

    public void Write(Action<string> log)
    {
        output.WriteLine("# GAL on images: published and measured");
        output.WriteLine();
        output.WriteLine($"M = 8 organizations with a patch of each image, everyone fits GAL's CNN. Accuracy in percent on {Samples(scale.EvaluationSamples, "test")}. Measured:");
        output.WriteLine($"{Samples(scale.TrainingSamples, "training")}, T = {scale.Rounds} rounds of {scale.Epochs} epochs, batches of {scale.BatchSize}, "
            + $"{(scale.Seeds == 1 ? "seed 0" : $"mean(deviation) of seeds 0 to {scale.Seeds - 1}")}, last round, on {device}.");
        output.WriteLine("Published (Table B of the paper): all training images, T = 10 rounds of 10 epochs, batches of 512, four seeds, the best of the test values over the rounds.");
        output.WriteLine("Written by `dotnet run --project bench/GalTable -c Release -- --part images`; `--full` measures the published setting.");
        output.WriteLine();
        output.WriteLine("| data | | Interm | Late | Joint | Alone | AL | GAL | GAL, shared extractor |");
        output.WriteLine("|---|---|---|---|---|---|---|---|---|");
        foreach (var row in PublishedImages.All.Where(row => names.Contains(row.Name)))
        {
            var results = experiment(row.Name).Run(log);
            output.WriteLine($"| {row.Name} | published | {row.Interm} | {row.Late} | {row.Joint} | {row.Alone} | {row.Al} | {row.Gal} | {row.Dms} |");
            output.WriteLine($"| {row.Name} | measured | {string.Join(" | ", Methods.Select(method => Cell(results[method].Accuracy)))} |");
            output.WriteLine($"| {row.Name} | seconds, beside other runs | {string.Join(" | ", Methods.Select(method => $"{results[method].Seconds:F0}"))} |");
            output.Flush();
        }

        output.WriteLine();
        output.WriteLine("AL is true sequential assistance; the published AL keeps only the last organization's step of a round. cifar10 here is a subset decoded from JPEG,");
        output.WriteLine("not the original pixels.");
    }

    private static string Samples(int? count, string what) => count is { } some ? $"{some} {what} images, each class in proportion" : $"all {what} images";

    private string Cell(Summary accuracy) => scale.Seeds == 1 ? $"{accuracy.Mean:F1}" : $"{accuracy.Mean:F1}({accuracy.Deviation:F1})";
}
