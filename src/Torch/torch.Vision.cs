namespace EventCollab.Torch;

public static partial class torch
{
    /// <summary>How <c>Upsample</c> fills in; TorchSharp's numbers.</summary>
    public enum UpsampleMode
    {
        Nearest = 0,
        Linear = 1,
        Bilinear = 2,
        Bicubic = 3,
        Trilinear = 4,
    }

    /// <summary>How <c>interpolate</c> fills in; TorchSharp's numbers.</summary>
    public enum InterpolationMode
    {
        Nearest = 0,
        Linear = 1,
        Bilinear = 2,
        Bicubic = 3,
        Trilinear = 4,
        Area = 5,
        NearestExact = 6,
    }
}
