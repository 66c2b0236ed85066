using EventCollab.Learning;
using EventCollab.Learning.Models;

namespace EventCollab.LearnersBench;

/// <summary>One thing to learn.</summary>
/// <param name="Name">Of the row.</param>
/// <param name="Kind">Which learner.</param>
/// <param name="Features">N rows.</param>
/// <param name="Targets">N x Width residuals, or N classes.</param>
/// <param name="Width">Outputs of a regression.</param>
/// <param name="Classes">0 for a regression.</param>
internal sealed record Case(string Name, LocalModelKind Kind, FeatureMatrix Features, float[] Targets, int Width, int Classes)
{
    public static IReadOnlyList<Case> All { get; } =
    [
        Regression(LocalModelKind.Gb, 20_000, 20, 1),
        Regression(LocalModelKind.Gb, 455, 9, 2),
        Classification(LocalModelKind.Gb, 10_000, 20, 3),
        Regression(LocalModelKind.Svm, 4_000, 10, 1),
        Classification(LocalModelKind.Svm, 4_000, 10, 4),
    ];

    public ILocalModel Fit()
    {
        var learner = LocalLearners.Create(Kind, new LearnerSettings(), null);
        return Classes == 0
            ? learner.Fit(new RegressionTask(Features, Targets, Width, 1, 0), null, CancellationToken.None)
            : learner.Fit(new ClassificationTask(Features, Array.ConvertAll(Targets, label => (int)label), Classes, 0), null, CancellationToken.None);
    }

    private static Case Regression(LocalModelKind kind, int rows, int columns, int width)
    {
        var random = new RandomSource(1);
        var features = Draw(random, rows, columns);
        var targets = new float[rows * width];
        for (var i = 0; i < targets.Length; i++)
        {
            var row = features.Row(i / width);
            targets[i] = (float)(Math.Sin(2 * row[i % width]) + (row[2] * row[3]) + (0.3 * random.NextNormal()));
        }

        return new Case($"{rows} x {columns}, {width} output{(width > 1 ? "s" : "")}", kind, features, targets, width, 0);
    }

    private static Case Classification(LocalModelKind kind, int rows, int columns, int classes)
    {
        var random = new RandomSource(2);
        var features = Draw(random, rows, columns);
        var targets = new float[rows];
        for (var row = 0; row < rows; row++)
        {
            var values = features.Row(row).ToArray();
            targets[row] = Enumerable.Range(0, classes).MaxBy(k => values[k] + (0.5 * values[k + 1] * values[k + 1]) + (0.5 * random.NextNormal()));
        }

        return new Case($"{rows} x {columns}, {classes} classes", kind, features, targets, 1, classes);
    }

    private static FeatureMatrix Draw(RandomSource random, int rows, int columns) =>
        new([.. Enumerable.Range(0, rows * columns).Select(_ => (float)random.NextNormal())], rows, columns);
}
