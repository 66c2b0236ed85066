namespace EventCollab.Learning.Models.Neural;

/// <summary>How many parameters a network has, known without making it: what a file's header announces is held against its bytes first.</summary>
/// <param name="Extractor">Parameters of its extractor.</param>
/// <param name="Features">Values that the extractor gives for a sample.</param>
internal readonly record struct NetworkSize(long Extractor, long Features)
{
    // LeNet's frame and its two convolutions and poolings.
    private const int Frame = 32;

    public static NetworkSize OfLinear(IReadOnlyList<int> shape) => new(0, Columns(shape));

    public static NetworkSize OfMlp(IReadOnlyList<int> shape) => new((Columns(shape) + 1) * 64, 64);

    /// <param name="shape">Of a sample.</param>
    /// <param name="units">Of the memory; four gates with two biases each.</param>
    public static NetworkSize OfLstm(IReadOnlyList<int> shape, long units) => new(4 * units * (shape[1] + units + 2), units);

    /// <summary>150 parameters a channel, 120 for each of 16 maps' remaining pixels, 12,706 others.</summary>
    public static NetworkSize OfLeNet(IReadOnlyList<int> shape) =>
        new((150L * shape[0]) + (120 * 16 * Left(shape[1]) * Left(shape[2])) + 12_706, 84);

    /// <summary>A network that begins with a 3 x 3 convolution of the channels and has as many others whatever the sample.</summary>
    /// <param name="shape">Of a sample.</param>
    /// <param name="first">Channels that the first convolution gives.</param>
    /// <param name="others">Parameters of the extractor behind that convolution's weights.</param>
    /// <param name="features">That the extractor gives.</param>
    public static NetworkSize OfConvolutions(IReadOnlyList<int> shape, long first, long others, long features) =>
        new((9 * first * shape[0]) + others, features);

    /// <summary>Parameters of a head with K outputs.</summary>
    public long Head(int outputs) => (Features + 1) * outputs;

    private static long Left(int pixels) => (((Math.Max(pixels, Frame) - 4L) / 2) - 4) / 2;

    private static long Columns(IReadOnlyList<int> shape) => shape.Aggregate(1L, (product, size) => product * size);
}
