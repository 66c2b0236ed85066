namespace EventCollab.Learning.Models;

/// <summary>What a local model needs its samples to be.</summary>
public enum SampleKind
{
    /// <summary>Anything: values are taken as columns.</summary>
    Any,

    /// <summary>[channels, height, width].</summary>
    Image,

    /// <summary>[steps, inputs].</summary>
    Series,
}
