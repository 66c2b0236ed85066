namespace EventCollab.Learning.Models;

/// <summary>The learners by name.</summary>
internal static class LocalLearners
{
    /// <param name="kind">Which.</param>
    /// <param name="loss">What learners by gradient descent minimise.</param>
    /// <param name="epochs">How long they do.</param>
    /// <param name="shared">Where deep model sharing keeps its extractor; null without it.</param>
    /// <exception cref="MethodException">The learner needs libtorch, and it cannot be loaded.</exception>
    public static ILocalLearner Create(LocalModelKind kind, LocalLoss loss, int epochs, IModelStore? shared)
    {
        if (kind is not LocalModelKind.Ridge)
        {
            RequireTorch();
        }

        return kind switch
        {
            LocalModelKind.Ridge => new RidgeLearner(),
            LocalModelKind.Linear => new LinearLearner(loss, epochs),
            _ when shared is not null => new SharedExtractorLearner(loss, epochs, shared),
            _ => new MlpLearner(loss, epochs),
        };
    }

    /// <summary>The first touch of libtorch. Its own failure names paths of this machine; this line is read by others.</summary>
    private static void RequireTorch()
    {
        try
        {
            GradientDescent.UseOneThread();
        }
        catch (Exception exception) when (exception is DllNotFoundException or TypeInitializationException { InnerException: DllNotFoundException })
        {
            throw new MethodException(
                "libtorch cannot be used here: install the Debian packages libtorch-dev and libopenblas0-openmp, then run 'make native'.", exception);
        }
    }
}
