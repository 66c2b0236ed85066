namespace EventCollab.Learning.Models;

/// <summary>The learners by name.</summary>
internal static class LocalLearners
{
    /// <param name="kind">Which.</param>
    /// <param name="loss">What learners by gradient descent minimise.</param>
    /// <param name="epochs">How long they do.</param>
    /// <param name="shared">Where deep model sharing keeps its extractor; null without it.</param>
    public static ILocalLearner Create(LocalModelKind kind, LocalLoss loss, int epochs, IModelStore? shared) => kind switch
    {
        LocalModelKind.Ridge => new RidgeLearner(),
        LocalModelKind.Linear => new LinearLearner(loss, epochs),
        _ when shared is not null => new SharedExtractorLearner(loss, epochs, shared),
        _ => new MlpLearner(loss, epochs),
    };
}
