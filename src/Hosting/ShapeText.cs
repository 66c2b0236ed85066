using EventCollab.Contracts;

namespace EventCollab.Hosting;

/// <summary>Tensors in plain words: <c>train [353,1] float32</c>.</summary>
public static class ShapeText
{
    private const int MaxTensors = 8;

    public static string Of(TensorDescriptor tensor) =>
        $"{Excerpt.Of(tensor.Name)} [{string.Join(',', tensor.Shape.Take(TensorPayload.MaxRank))}] {tensor.Type.ToString().ToLowerInvariant()}";

    /// <summary>The first few tensors and how many more there are.</summary>
    public static string Of(IReadOnlyList<TensorDescriptor> tensors)
    {
        var text = string.Join(", ", tensors.Take(MaxTensors).Select(Of));
        return tensors.Count > MaxTensors ? $"{text} and {tensors.Count - MaxTensors} more" : text;
    }
}
