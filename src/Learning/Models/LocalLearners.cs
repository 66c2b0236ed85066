using EventCollab.Learning.Methods;
using EventCollab.Learning.Models.Native;
using EventCollab.Learning.Models.Svm;
using EventCollab.Learning.Models.Trees;

namespace EventCollab.Learning.Models;

/// <summary>The learners by name.</summary>
public static class LocalLearners
{
    /// <param name="kind">Which.</param>
    /// <param name="settings">How it fits.</param>
    /// <param name="shared">Where deep model sharing keeps its extractor; null without it.</param>
    /// <exception cref="MethodException">The learner needs libtorch, XGBoost or LIBSVM, and it cannot be loaded.</exception>
    public static ILocalLearner Create(LocalModelKind kind, LearnerSettings settings, IModelStore? shared)
    {
        RequireLibrary(kind);
        return kind switch
        {
            LocalModelKind.Ridge => new RidgeLearner(),
            LocalModelKind.Gb => new TreesLearner(),
            LocalModelKind.Svm => new SvmLearner(),
            LocalModelKind.Linear => new LinearLearner(settings.Loss, settings.Epochs),
            _ when shared is not null => new SharedExtractorLearner(settings.Loss, settings.Epochs, shared),
            _ => new MlpLearner(settings.Loss, settings.Epochs),
        };
    }

    /// <summary>What the kind is called in options, commands and saved models.</summary>
    public static string NameOf(LocalModelKind kind) => OptionReader.NameOf(kind);

    private static void RequireLibrary(LocalModelKind kind)
    {
        switch (kind)
        {
            case LocalModelKind.Ridge:
                break;
            case LocalModelKind.Gb:
                OptionalLibrary.XgBoost.Require();
                break;
            case LocalModelKind.Svm:
                OptionalLibrary.LibSvm.Require();
                break;
            default:
                RequireTorch();
                break;
        }
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
