namespace EventCollab.Learning.Data.Images;

/// <summary>The shape of an image whose values lie channel by channel, row by row.</summary>
public sealed record ImageLayout(int Channels, int Height, int Width)
{
    /// <summary>Values of one image.</summary>
    public int Size => Channels * Height * Width;

    /// <summary>[channels, height, width].</summary>
    public IReadOnlyList<int> Shape => [Channels, Height, Width];

    public override string ToString() => Channels == 1 ? $"{Height}x{Width}" : $"{Channels}x{Height}x{Width}";
}
