namespace EventCollab.Learning.Models;

/// <summary>|e|^q and its derivatives for the local losses.</summary>
internal static class PowerLoss
{
    public static double Exponent(LocalLoss loss) => loss switch
    {
        LocalLoss.L1 => 1,
        LocalLoss.L1_5 => 1.5,
        LocalLoss.L2 => 2,
        _ => 4,
    };

    public static double Value(LocalLoss loss, double error)
    {
        var size = Math.Abs(error);
        return loss switch
        {
            LocalLoss.L1 => size,
            LocalLoss.L1_5 => size * Math.Sqrt(size),
            LocalLoss.L2 => size * size,
            _ => size * size * size * size,
        };
    }

    /// <summary>d|e|^q / de, 0 at 0.</summary>
    public static double Slope(LocalLoss loss, double error)
    {
        var size = Math.Abs(error);
        return loss switch
        {
            LocalLoss.L1 => Math.Sign(error),
            LocalLoss.L1_5 => 1.5 * Math.Sqrt(size) * Math.Sign(error),
            LocalLoss.L2 => 2 * error,
            _ => 4 * size * size * error,
        };
    }
}
