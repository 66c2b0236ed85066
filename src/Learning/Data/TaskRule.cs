namespace EventCollab.Learning.Data;

/// <summary>Decides between regression and classification: what was given, else the catalogue's, else what the target looks like.</summary>
internal static class TaskRule
{
    private const int MaxClasses = 20;

    public static (PredictionTask Task, string Rule) Decide(PredictionTask? given, PredictionTask? catalogue, ISamples samples)
    {
        var values = samples.Target.Distinct().Count();
        if (values < 2)
        {
            throw new DataException($"{samples.Source}: column '{samples.TargetName}' has one value only; there is nothing to predict.");
        }

        if (given is { } chosen)
        {
            return chosen == PredictionTask.Classification || samples.TargetCategories is null
                ? (chosen, "given")
                : throw new DataException($"{samples.Source}: column '{samples.TargetName}' holds text, so its values are classes; leave out --task regression.");
        }

        if (samples.TargetCategories is { } classes)
        {
            return (PredictionTask.Classification, $"the target has {classes.Count} texts");
        }

        if (catalogue is { } listed)
        {
            return (listed, "the catalogue's");
        }

        var whole = Array.TrueForAll(samples.Target, double.IsInteger);
        return whole && values <= MaxClasses
            ? (PredictionTask.Classification, $"the target has {values} distinct whole numbers, at most {MaxClasses}")
            : (PredictionTask.Regression, whole
                ? $"the target has {values} distinct whole numbers, more than {MaxClasses}"
                : "the target has values that are not whole numbers");
    }
}
