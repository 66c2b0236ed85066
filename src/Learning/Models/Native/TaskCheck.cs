namespace EventCollab.Learning.Models.Native;

/// <summary>Refuses tasks before native code sees them: it would read past their end or train on nonsense.</summary>
internal static class TaskCheck
{
    /// <exception cref="MethodException">Sizes do not fit, or a residual is not finite.</exception>
    public static void Check(string learner, RegressionTask task)
    {
        CheckShape(learner, task.Features);
        if (task.Width < 1 || task.Residuals.LongLength != (long)task.Features.Rows * task.Width)
        {
            throw new MethodException($"{learner}: {task.Residuals.Length} residuals for {task.Features.Rows} rows and {task.Width} outputs.");
        }

        if (!Array.TrueForAll(task.Residuals, float.IsFinite))
        {
            throw new MethodException($"{learner}: a residual is not finite.");
        }
    }

    /// <exception cref="MethodException">Sizes do not fit, or a label is not one of the classes.</exception>
    public static void Check(string learner, ClassificationTask task)
    {
        CheckShape(learner, task.Features);
        if (task.Classes < 1 || task.Labels.Length != task.Features.Rows)
        {
            throw new MethodException($"{learner}: {task.Labels.Length} labels of {task.Classes} classes for {task.Features.Rows} rows.");
        }

        if (!Array.TrueForAll(task.Labels, label => label >= 0 && label < task.Classes))
        {
            throw new MethodException($"{learner}: classes must be whole numbers from 0 to {task.Classes - 1}.");
        }
    }

    /// <exception cref="MethodException">There are fewer values than rows and columns say, or a value fails the test; the line names the first.</exception>
    public static void CheckValues(string learner, FeatureMatrix features, Predicate<float> allowed, string advice)
    {
        if (features.Values.LongLength < (long)features.Rows * features.Columns)
        {
            throw new MethodException($"{learner}: {features.Values.Length} values for {features.Rows} rows of {features.Columns} columns.");
        }

        var place = Array.FindIndex(features.Values, value => !allowed(value));
        if (place >= 0)
        {
            throw new MethodException(
                $"{learner}: row {place / features.Columns}, column {place % features.Columns} is {features.Values[place]}; {advice}.");
        }
    }

    private static void CheckShape(string learner, IFeatures features)
    {
        if (features.Rows < 1 || features.Columns < 1)
        {
            throw new MethodException($"{learner}: there is nothing to learn from {features.Rows} rows of {features.Columns} columns.");
        }
    }
}
