namespace EventCollab.Learning.Models.Networks;

/// <summary>Height and width of feature maps, and pooling that knows them.</summary>
internal readonly record struct ImageSize(int Height, int Width)
{
    /// <summary>
    /// Max-pooling by two, along those dimensions that have two pixels to pool. The published networks pool whole images;
    /// an organization may hold a patch that would be pooled away.
    /// </summary>
    public (MaxPool2d Pool, ImageSize Size) Halve()
    {
        var (rows, columns) = (Math.Min(Height, 2), Math.Min(Width, 2));
        return (MaxPool2d((rows, columns)), new ImageSize(Height / rows, Width / columns));
    }
}
