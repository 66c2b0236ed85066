namespace EventCollab.Learning.Data;

/// <summary>The columns of a table are the pixels of an image, row-major.</summary>
public sealed record ImageLayout(int Height, int Width);
