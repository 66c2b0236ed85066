using System.Globalization;

namespace EventCollab.Cli.Input;

/// <summary>A number of bytes as people write it: <c>10KB</c> is 10 000, <c>1MiB</c> is 1 048 576.</summary>
internal static class ByteSize
{
    private static readonly (string Unit, double Factor)[] Units =
    [
        ("KiB", 1024), ("MiB", 1024 * 1024), ("GiB", 1024d * 1024 * 1024),
        ("KB", 1e3), ("MB", 1e6), ("GB", 1e9), ("B", 1),
    ];

    /// <exception cref="CliException">The text is no size.</exception>
    public static long Parse(string text)
    {
        var trimmed = text.Trim();
        var (unit, factor) = Array.Find(Units, candidate => trimmed.EndsWith(candidate.Unit, StringComparison.OrdinalIgnoreCase));
        var number = unit is null ? trimmed : trimmed[..^unit.Length].TrimEnd();
        var bytes = double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            ? value * (unit is null ? 1 : factor)
            : double.NaN;
        return bytes is >= 1 and <= 1e12 && double.IsInteger(bytes)
            ? (long)bytes
            : throw new CliException($"'{text}' is not a size; write for example 500B, 10KB (10 000 bytes) or 1MiB (1 048 576 bytes).");
    }

    /// <summary>A size for a table: three digits and a unit of 1000.</summary>
    public static string Format(long bytes) => bytes switch
    {
        < 1000 => $"{bytes} B",
        < 1_000_000 => $"{bytes / 1e3:0.0} KB",
        < 1_000_000_000 => $"{bytes / 1e6:0.0} MB",
        _ => $"{bytes / 1e9:0.0} GB",
    };
}
