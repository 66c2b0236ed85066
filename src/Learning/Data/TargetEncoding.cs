using System.Globalization;

namespace EventCollab.Learning.Data;

/// <summary>Turns the target column into what a method trains on.</summary>
internal static class TargetEncoding
{
    public static Targets Encode(Table table, PredictionTask task, TrainTestSplit split)
    {
        double[] training = [.. split.Training.Select(row => table.Target[row])];
        double[] evaluation = [.. split.Evaluation.Select(row => table.Target[row])];
        return task == PredictionTask.Regression ? new Targets(training, evaluation, null) : Classes(table, split, training, evaluation);
    }

    /// <summary>Classes are numbered in ascending order of their values in the training rows (gal.md, pitfall 9).</summary>
    private static Targets Classes(Table table, TrainTestSplit split, double[] training, double[] evaluation)
    {
        double[] values = [.. training.Distinct().Order()];
        if (values.Length < 2)
        {
            throw new DataException($"{table.Source}: all training rows have class {Text(values[0])}; classification needs at least two classes.");
        }

        for (var i = 0; i < evaluation.Length; i++)
        {
            if (Array.BinarySearch(values, evaluation[i]) < 0)
            {
                throw new DataException(
                    $"{table.Source}: row {split.Evaluation[i]}, column '{table.TargetName}': class {Text(evaluation[i])} does not occur in the training rows; use another split.");
            }
        }

        return new Targets(Numbered(training, values), Numbered(evaluation, values), values.Length);
    }

    /// <summary>A class is a whole number; checked before the split, so that a measured value is not taken for hundreds of classes.</summary>
    public static void Check(Table table, PredictionTask task)
    {
        var row = task == PredictionTask.Classification ? Array.FindIndex(table.Target, value => !double.IsInteger(value)) : -1;
        if (row >= 0)
        {
            throw new DataException(
                $"{table.Source}: row {row}, column '{table.TargetName}': {Text(table.Target[row])} is no class; code classes as whole numbers or use --task regression.");
        }
    }

    private static double[] Numbered(double[] labels, double[] values) => [.. labels.Select(label => (double)Array.BinarySearch(values, label))];

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
