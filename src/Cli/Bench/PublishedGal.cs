namespace EventCollab.Cli.Bench;

/// <summary>Table A of the paper (gal.md section 6): linear models, 8 organizations, 10 rounds; mean over 4 runs.</summary>
internal sealed record PublishedGal(string Data, double? Joint, double? Alone, double? Gal)
{
    public static IReadOnlyList<PublishedGal> All { get; } =
    [
        new("diabetes", 43.4, 59.7, 42.7),
        new("boston_housing", 3.0, 5.8, 3.2),
        new("wine", 100.0, 63.9, 96.5),
        new("breast_cancer", 98.9, 92.5, 98.5),
        new("qsar_biodegradation", 84.0, 68.8, 82.5),

        // Not in the paper's tables; 8 patches of the 8 x 8 images.
        new("digits", null, null, null),
    ];
}
