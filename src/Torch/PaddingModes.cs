namespace EventCollab.Torch;

/// <summary>What lies beyond the border of an input; TorchSharp's numbers.</summary>
public enum PaddingModes
{
    Zeros = 0,
    Reflect = 1,
    Replicate = 2,
    Circular = 3,
    Constant = 4,
}
