using System.Globalization;

namespace EventCollab.Learning.Compression.Schemes;

/// <summary>Makes schemes from their part of an expression.</summary>
internal static class SchemeParser
{
    private const string Tensor = "tensor";
    private const string Unbiased = "unbiased";
    private const string LeastError = "error";
    private const int DefaultBucket = 512;
    private const int LargestBucket = 1 << 20;

    /// <summary>In the order of the documentation's table.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        PlainScheme.Name, Int16Scheme.Name, TopKScheme.Name, RandomKScheme.Name, LevelsScheme.Qsgd, LevelsScheme.TernGrad,
        SignScheme.Sign, SignScheme.ScaledSign, SignScheme.OneBit, PowerSgdScheme.Name, EdenScheme.Drive, EdenScheme.Eden,
    ];

    public static Scheme Parse(ExpressionPart part)
    {
        Scheme scheme = part.Name switch
        {
            PlainScheme.Name => new PlainScheme(),
            Int16Scheme.Name => new Int16Scheme(),
            TopKScheme.Name => TopK(part),
            RandomKScheme.Name => RandomK(part),
            LevelsScheme.Qsgd => Qsgd(part),
            LevelsScheme.TernGrad => TernGrad(part),
            SignScheme.Sign or SignScheme.ScaledSign or SignScheme.OneBit => new SignScheme(part.Name),
            PowerSgdScheme.Name => PowerSgd(part),
            EdenScheme.Drive => Eden(part, part.Name, 1),
            EdenScheme.Eden => Eden(part),
            _ => throw part.UnknownName("scheme", Names),
        };
        part.End();
        return scheme;
    }

    private static TopKScheme TopK(ExpressionPart part)
    {
        var share = ShareOf(part);
        return new TopKScheme($"{part.Name}:{share}", share);
    }

    private static RandomKScheme RandomK(ExpressionPart part)
    {
        var share = ShareOf(part);
        var shared = part.Choice("mask", "own", "shared");
        return new RandomKScheme($"{part.Name}:{share}{(shared ? ",mask=shared" : string.Empty)}", share, shared);
    }

    /// <summary>A number with a decimal point is a share of each tensor, one without a number of its elements.</summary>
    private static Share ShareOf(ExpressionPart part)
    {
        var text = part.Argument() ?? string.Empty;
        if (ExpressionPart.TryWhole(text, out var number) && number >= 1)
        {
            return new Share(null, number);
        }

        return text.Contains('.', StringComparison.Ordinal) && ExpressionPart.TryNumber(text, out var ratio) && ratio is >= 1e-9 and <= 1
            ? new Share(ratio, 0)
            : throw part.Refuse(
                $"{part.Name} needs a share of elements above 0 and up to 1.0, or a number of them, for example {part.Name}:0.01 or {part.Name}:10");
    }

    private static LevelsScheme Qsgd(ExpressionPart part)
    {
        var levels = part.WholeArgument(1, 127, "a number of levels", "qsgd:16");
        var bucket = DefaultBucket;
        if (!part.Choice("scale", "bucket", Tensor))
        {
            bucket = part.Whole("bucket", DefaultBucket, 32, LargestBucket);
            if (bucket % 32 != 0)
            {
                throw part.Refuse($"bucket is {bucket}; it must be a multiple of 32");
            }
        }
        else
        {
            bucket = 0;
        }

        var option = bucket switch { 0 => $",scale={Tensor}", DefaultBucket => string.Empty, _ => $",bucket={bucket}" };
        return new LevelsScheme($"{part.Name}:{levels}{option}", levels, bucket, true, 0);
    }

    private static LevelsScheme TernGrad(ExpressionPart part)
    {
        var clip = part.Number("clip", 0, 0, 1000);
        return new LevelsScheme(part.Name + (clip > 0 ? $",clip={Text(clip)}" : string.Empty), 1, 0, false, clip);
    }

    private static PowerSgdScheme PowerSgd(ExpressionPart part)
    {
        var rank = part.WholeArgument(1, 256, "a rank", "powersgd:4");
        var iterations = part.Whole("iterations", 1, 1, 100);
        var gain = part.Number("gain", 1, 1, 1e6);
        var options = (iterations == 1 ? string.Empty : $",iterations={iterations}") + (gain == 1 ? string.Empty : $",gain={Text(gain)}");
        return new PowerSgdScheme($"{part.Name}:{rank}{options}", rank, iterations, gain);
    }

    private static EdenScheme Eden(ExpressionPart part)
    {
        var text = part.Argument() ?? string.Empty;
        return ExpressionPart.TryNumber(text, out var bits) && bits is >= 0.001 and <= EdenCode.MostBits
            ? Eden(part, $"{part.Name}:{Text(bits)}", bits)
            : throw part.Refuse($"{part.Name} needs bits for each element from 0.001 to {EdenCode.MostBits}, for example eden:2");
    }

    private static EdenScheme Eden(ExpressionPart part, string name, double bits)
    {
        var leastError = part.Choice("scale", Unbiased, LeastError);
        return new EdenScheme(name + (leastError ? $",scale={LeastError}" : string.Empty), bits, leastError);
    }

    private static string Text(double number) => number.ToString("0.#################", CultureInfo.InvariantCulture);
}
