namespace EventCollab.GalTable;

/// <summary>Table A of GAL, the rows of other local models than linear: M = 8, mean(deviation) of 4 runs, the best of the test values over the rounds.</summary>
internal sealed record PublishedAutonomy(string Name, string Gb, string Svm, string GbSvm)
{
    public static IReadOnlyList<PublishedAutonomy> All { get; } =
    [
        new("diabetes", "56.5(2.8)", "46.6(1.4)", "49.8(2.6)"),
        new("boston_housing", "3.8(0.5)", "2.9(0.2)", "3.4(0.8)"),
        new("blob", "96.3(2.2)", "96.3(4.1)", "70.0(7.9)"),
        new("wine", "95.8(1.4)", "96.5(1.2)", "95.8(1.4)"),
        new("breast_cancer", "96.1(1.0)", "99.1(1.1)", "93.2(1.6)"),
        new("qsar_biodegradation", "84.8(0.9)", "85.5(0.7)", "82.9(1.5)"),
    ];
}
