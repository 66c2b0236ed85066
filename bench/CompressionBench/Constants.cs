using System.Globalization;
using System.Text;
using EventCollab.Learning;
using EventCollab.Learning.Compression;

namespace EventCollab.CompressionBench;

/// <summary>The error of each scheme at d = 4096 beside the theory or an earlier measurement of the same formulas in Python.</summary>
internal static class Constants
{
    private const int Size = 4096;
    private const int Codes = 60;

    /// <summary>A lognormal draw whose tail is as heavy as that of the earlier measurement's vector.</summary>
    private const int Heavy = 4829;

    private static readonly (string Expression, string Theory, string Normal, string Heavy, string LowRank)[] Rows =
    [
        ("qsgd:1,scale=tensor", "<= 64", "50.3 / .814", "25.1", "48.7"),
        ("qsgd:4,scale=tensor", "<= 16", "11.9 / .196", "5.36", "11.1"),
        ("qsgd:64,scale=tensor", "<= 1", ".168 / .0028", ".116", ".168"),
        ("qsgd:1", "<= 22.6", "", "", ""),
        ("qsgd:16", "<= 1.41", "", "", ""),
        ("terngrad", "", "2.15 / .036", "4.89", "2.76"),
        ("randomk:0.03125", "31", "31.0 / .55", "36.6", "31.8"),
        ("topk:0.03125", "<= .969", ".805 / .805", ".213", ".724"),
        ("topk:41", "<= .990", ".918 / .918", ".404", ".871"),
        ("scaledsign", ".363", ".354 / .354", ".839", ".428"),
        ("onebit", "", "", "", ""),
        ("drive", ".571", ".570 / .0094", ".564", ".570"),
        ("eden:2", ".1331", ".1333 / .0022", ".131", ".133"),
        ("eden:3", ".0358", ".0356 / .0006", ".035", ".036"),
        ("eden:4", ".0096", ".0096 / .0002", ".0094", ".0097"),
        ("powersgd:4,iterations=4", "", ".800 / .713", ".671", ".0085"),
        ("int16", "", "", "", ""),
    ];

    public static string Table()
    {
        var text = new StringBuilder("NMSE at d = 4096: of one code, and behind the slash of the mean of 60 codes of one vector; the last column ");
        text.Append("over 60 matrices. In brackets an earlier measurement of the same formulas in Python.\n\n");
        text.AppendLine("| expression | bits an element | theory | normal | lognormal(1.5), signed | rank 4 + 10 % noise, 64 x 64 |");
        text.AppendLine("|---|---|---|---|---|---|");
        foreach (var row in Rows)
        {
            var compressor = CompressionExpression.Parse(row.Expression).Compressor;
            text.Append(CultureInfo.InvariantCulture, $"| `{row.Expression}` | {compressor.PayloadLength(Layout()) * 8.0 / Size:F3} | {row.Theory} ");
            text.Append("| ").Append(Error(compressor, _ => Normal(1), row.Normal, true));
            text.Append(" | ").Append(Error(compressor, _ => LogNormal(), row.Heavy, false));
            text.Append(" | ").Append(Error(compressor, LowRank, row.LowRank, false)).AppendLine(" |");
        }

        return text.ToString();
    }

    private static CompressionLayout Layout() => new(new TensorSpec("matrix", ElementType.Float32, [64, 64]));

    private static string Error(ICompressor compressor, Func<int, float[]> draw, string before, bool withMean)
    {
        var (layout, decoded, mean) = (Layout(), new float[Size], new float[Size]);
        var (message, single) = (new byte[compressor.MessageLength(layout)], 0.0);
        var values = draw(1);
        for (var code = 1; code <= Codes; code++)
        {
            values = withMean ? values : draw(code);
            compressor.Encode(values, layout, new CompressionSeed(7, code, "a"), new float[compressor.MemoryLength(layout)], message);
            compressor.Decode(message, layout, decoded);
            compressor.Add(message, layout, 1f / Codes, mean);
            single += Distance(decoded, values) / Codes;
        }

        var text = single.ToString("G3", CultureInfo.InvariantCulture) + (withMean ? $" / {Distance(mean, values):G2}" : "");
        return before.Length == 0 ? text : $"{text} ({before})";
    }

    private static double Distance(float[] decoded, float[] values) =>
        decoded.Zip(values, (d, v) => ((double)d - v) * ((double)d - v)).Sum() / values.Sum(value => (double)value * value);

    private static float[] Normal(long seed, int count = Size)
    {
        var random = new RandomSource(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)random.NextNormal())];
    }

    private static float[] LogNormal()
    {
        var random = new RandomSource(Heavy);
        return [.. Enumerable.Range(0, Size).Select(_ => (float)(Math.Exp(1.5 * random.NextNormal()) * (random.NextDouble() < 0.5 ? -1 : 1)))];
    }

    private static float[] LowRank(int draw)
    {
        var (left, right, noise) = (Normal(draw, 256), Normal(1000 + draw, 256), Normal(2000 + draw));
        float[] product = [.. Enumerable.Range(0, Size).Select(i => Enumerable.Range(0, 4).Sum(r => left[(i / 64 * 4) + r] * right[(i % 64 * 4) + r]))];
        var factor = 0.1 * Math.Sqrt(product.Sum(value => (double)value * value) / noise.Sum(value => (double)value * value));
        return [.. product.Zip(noise, (value, error) => (float)(value + (factor * error)))];
    }
}
