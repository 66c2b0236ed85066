using System.Globalization;

namespace EventCollab.Learning.Data;

/// <summary>Turns targets into what a method trains on.</summary>
/// <param name="Classes">Values that are classes 0, 1, ..., ascending; null for regression.</param>
internal sealed record TargetEncoding(IReadOnlyList<double>? Classes)
{
    /// <summary>Classes are numbered in ascending order of their values in the training rows (gal.md, pitfall 9).</summary>
    /// <exception cref="DataException">There is one class only.</exception>
    public static TargetEncoding Fit(ISamples samples, PredictionTask task, IReadOnlyList<int> trainingRows)
    {
        if (task == PredictionTask.Regression)
        {
            return new TargetEncoding((IReadOnlyList<double>?)null);
        }

        double[] classes = [.. trainingRows.Select(row => samples.Target[row]).Distinct().Order()];
        return classes.Length > 1
            ? new TargetEncoding(classes)
            : throw new DataException($"{samples.Source}: all training rows have class {Text(classes[0])}; classification needs at least two classes.");
    }

    /// <summary>A class is a whole number; checked before the split, so that a measured value is not taken for hundreds of classes.</summary>
    public static void Check(ISamples samples, PredictionTask task)
    {
        var row = task == PredictionTask.Classification ? Array.FindIndex(samples.Target, value => !double.IsInteger(value)) : -1;
        if (row >= 0)
        {
            throw new DataException(
                $"{samples.Source}: row {row}, column '{samples.TargetName}': {Text(samples.Target[row])} is no class; code classes as whole numbers or use --task regression.");
        }
    }

    /// <exception cref="DataException">A row has a class that no training row has.</exception>
    public Targets Encode(ISamples samples, TrainTestSplit split) =>
        new(Encode(samples, split.Training), Encode(samples, split.Evaluation), Classes?.Count);

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);

    private double[] Encode(ISamples samples, IReadOnlyList<int> rows)
    {
        if (Classes is null)
        {
            return [.. rows.Select(row => samples.Target[row])];
        }

        var numbers = Classes.Index().ToDictionary(pair => pair.Item, pair => (double)pair.Index);
        return [.. rows.Select(row => numbers.TryGetValue(samples.Target[row], out var number)
            ? number
            : throw new DataException(
                $"{samples.Source}: row {row}, column '{samples.TargetName}': class {Text(samples.Target[row])} does not occur in the training rows; use another split."))];
    }
}
