using EventCollab.Learning.Methods;
using EventCollab.Learning.Models.Files;
using EventCollab.Learning.Models.Native;
using EventCollab.Learning.Models.Neural;
using EventCollab.Learning.Models.Svm;
using EventCollab.Learning.Models.Trees;

namespace EventCollab.Learning.Models;

/// <summary>The learners by name: what each needs, and how it is made.</summary>
public static class LocalLearners
{
    private static readonly Dictionary<LocalModelKind, Entry> Entries = new List<Entry>
    {
        new(LocalModelKind.Ridge, SampleKind.Any, null, (_, _) => new RidgeLearner()),
        new(LocalModelKind.Gb, SampleKind.Any, null, (_, _) => new TreesLearner(), OptionalLibrary.XgBoost),
        new(LocalModelKind.Svm, SampleKind.Any, null, (_, _) => new SvmLearner(), OptionalLibrary.LibSvm),
    }.Concat(NetworkKind.All.Select(OfNetwork)).ToDictionary(entry => entry.Kind);

    /// <summary>What the kind is called in options, commands and saved models.</summary>
    public static string NameOf(LocalModelKind kind) => OptionReader.NameOf(kind);

    /// <summary>What its samples must be.</summary>
    public static SampleKind Needs(LocalModelKind kind) => Entries[kind].Needs;

    /// <summary>Whether its rounds can share an extractor (deep model sharing).</summary>
    public static bool HasExtractor(LocalModelKind kind) => Entries[kind].Network is { HasExtractor: true };

    /// <summary>The paper's passes over the rows; null for learners that know none.</summary>
    public static int? Epochs(LocalModelKind kind) => Entries[kind].Network?.Recipe.Epochs;

    /// <param name="kind">Which.</param>
    /// <param name="settings">How it fits.</param>
    /// <param name="shared">Where deep model sharing keeps its extractor; null without it.</param>
    /// <exception cref="MethodException">The learner's library cannot be loaded.</exception>
    public static ILocalLearner Create(LocalModelKind kind, LearnerSettings settings, IModelStore? shared)
    {
        RequireLibrary(kind);
        return Entries[kind].Make(settings, shared);
    }

    /// <summary>Reads a saved model of any kind.</summary>
    /// <param name="model">What <see cref="ILocalModel.Save"/> gave.</param>
    /// <param name="compute">Where it shall predict.</param>
    /// <param name="shared">Where deep model sharing keeps its extractor; null without it.</param>
    /// <exception cref="MethodException">The bytes are not a model, or are a network's and libtorch cannot be loaded.</exception>
    public static ILocalModel Load(byte[] model, ComputeSettings compute, IModelStore? shared = null)
    {
        var header = ModelFile.ReadHeader(model);

        // Not Create: trees and support vectors predict where the library that fitted them is missing.
        return Entries[header.Kind].Make(new LearnerSettings { Compute = compute }, header.Part == ModelPart.Whole ? null : shared).Load(model);
    }

    /// <summary>Whether what it fits with is there, before anything is begun that needs it; libtorch is left to the first network.</summary>
    /// <exception cref="MethodException">The learner's library cannot be loaded.</exception>
    public static void RequireLibrary(LocalModelKind kind) => Entries[kind].FitsWith?.Require();

    /// <param name="kind">A local model.</param>
    /// <param name="shape">Of one sample.</param>
    /// <param name="organization">Whose samples, for the message; null where nobody knows.</param>
    /// <exception cref="MethodException">The model cannot take such samples.</exception>
    public static void Require(LocalModelKind kind, IReadOnlyList<int> shape, string? organization = null)
    {
        var needs = Needs(kind);
        if (needs != SampleKind.Any && SampleShape.KindOf(shape) != needs)
        {
            var whose = organization is null ? "the" : $"{organization}'s";
            throw new MethodException($"localModel {NameOf(kind)} needs {SampleShape.Plural(needs)}; {whose} features are {SampleShape.Describe(shape)}.");
        }
    }

    private static Entry OfNetwork(NetworkKind network) => new(network.Kind, network.Needs, network, (settings, shared) =>
    {
        RequireTorch();
        var training = new NetworkTraining(network, settings);
        return shared is not null && network.HasExtractor ? new SharedExtractorLearner(training, shared) : new NeuralLearner(training);
    });

    /// <summary>
    /// The first touch of libtorch, which changes nothing: whoever makes or loads a model keeps the threads of its thread. Its own
    /// failure names paths of this machine; this line is read by others.
    /// </summary>
    private static void RequireTorch()
    {
        try
        {
            _ = get_num_threads();
        }
        catch (Exception exception) when (exception is DllNotFoundException or TypeInitializationException { InnerException: DllNotFoundException })
        {
            throw new MethodException(
                "libtorch cannot be used here: install the Debian packages libtorch-dev and libopenblas0-openmp, then run 'make native'.", exception);
        }
    }

    private sealed record Entry(
        LocalModelKind Kind,
        SampleKind Needs,
        NetworkKind? Network,
        Func<LearnerSettings, IModelStore?, ILocalLearner> Make,
        OptionalLibrary? FitsWith = null);
}
