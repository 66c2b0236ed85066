using System.Globalization;

namespace EventCollab.Learning.Compression.Schemes;

/// <summary>How many elements of a tensor are kept: a share of them, or a number; at least one, at most all.</summary>
/// <param name="Ratio">Above 0, at most 1; null where a number is meant.</param>
/// <param name="Number">Where there is no ratio.</param>
internal readonly record struct Share(double? Ratio, int Number)
{
    public int Of(int count) => Ratio is { } ratio
        ? (int)Math.Clamp(Math.Ceiling(ratio * count), 1, count)
        : Math.Min(Number, count);

    public override string ToString() => Ratio is { } ratio
        ? ratio >= 1 ? "1.0" : ratio.ToString("0.#################", CultureInfo.InvariantCulture)
        : Number.ToString(CultureInfo.InvariantCulture);
}
