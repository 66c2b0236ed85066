namespace EventCollab.CompressionBench;

/// <summary>Medians over the passes of one expression; processor seconds of one thread, which neighbours on the machine disturb least.</summary>
internal sealed record Measured(string Expression, double Encode, double Decode, double Add, double Sum, double Bits, double Error, double Bar, long Allocated)
{
    /// <summary>Bytes of float32 input over the time of encoding and decoding it.</summary>
    public double Rate(double bytes) => bytes / (Encode + Decode);
}
