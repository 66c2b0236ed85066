using EventCollab.Learning.Models;

namespace EventCollab.Learning.Methods.Gal;

/// <summary>What GAL says of the local models: their names in options, and the published number of epochs.</summary>
public static class LocalModels
{
    /// <summary>The names in options.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Enum.GetValues<LocalModelKind>().Select(NameOf)];

    public static string NameOf(LocalModelKind kind) => LocalLearners.NameOf(kind);

    /// <summary>The paper's passes over the rows a round (gal.md 3): 100 for affine models and the perceptron, 10 for the deep networks.</summary>
    public static int Epochs(LocalModelKind kind)
    {
        // Where a model knows no epochs, 100 keeps the number that is recorded for a mix with others.
        return LocalLearners.Epochs(kind) ?? 100;
    }

    /// <summary>True for networks that consist of an extractor and an affine head: those that deep model sharing is for.</summary>
    public static bool HasExtractor(LocalModelKind kind) => LocalLearners.HasExtractor(kind);
}
