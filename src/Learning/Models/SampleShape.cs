namespace EventCollab.Learning.Models;

/// <summary>What shapes of samples a learner can take, and what they are called.</summary>
internal static class SampleShape
{
    /// <summary>What the number of dimensions of a sample says it is: table rows, series or images.</summary>
    public static SampleKind KindOf(IReadOnlyList<int> shape) => shape.Count switch
    {
        2 => SampleKind.Series,
        3 => SampleKind.Image,
        _ => SampleKind.Any,
    };

    public static string Describe(IReadOnlyList<int> shape) => KindOf(shape) switch
    {
        SampleKind.Series => $"series of {shape[0]} steps with {shape[1]} inputs",
        SampleKind.Image => $"images of {shape[0]} x {shape[1]} x {shape[2]}",
        _ => shape is [1] ? "1 column" : $"{string.Join(" x ", shape)} columns",
    };

    public static string Plural(SampleKind kind) => kind switch
    {
        SampleKind.Series => "series",
        SampleKind.Image => "images",
        _ => "rows",
    };
}
