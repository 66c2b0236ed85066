namespace EventCollab.GalTable;

/// <summary>
/// Table B of GAL: M = 8 organizations with a patch of each image, their CNN, T = 10 rounds of 10 epochs on all training images;
/// accuracy in percent, mean(deviation) of 4 runs, the best of the test values over the rounds.
/// </summary>
internal sealed record PublishedImages(string Name, string Interm, string Late, string Joint, string Alone, string Al, string Gal, string Dms)
{
    public static IReadOnlyList<PublishedImages> All { get; } =
    [
        new("mnist", "98.8(0.1)", "98.0(0.1)", "99.4(0.0)", "24.2(0.1)", "34.3(0.1)", "96.3(0.6)", "96.3(0.5)"),
        new("cifar10", "78.2(0.2)", "74.4(0.3)", "80.1(0.2)", "46.3(0.3)", "51.1(0.2)", "74.3(0.2)", "67.0(0.3)"),
    ];
}
