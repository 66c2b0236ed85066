using System.Globalization;
using EventCollab.Learning;

namespace EventCollab.GalTable;

/// <summary>Mean and population standard deviation of the last round's metric.</summary>
internal sealed record Summary(double Mean, double Deviation)
{
    public static Summary Of(IEnumerable<InProcessResult> results)
    {
        var values = results.Select(result => result.Reports[^1].Metric).ToArray();
        var mean = values.Average();
        return new Summary(mean, Math.Sqrt(values.Average(value => (value - mean) * (value - mean))));
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Mean:F2}({Deviation:F2})");
}
