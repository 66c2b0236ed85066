namespace EventCollab.Learning.Methods.Gal;

/// <summary>Where the noise ablation puts its noise.</summary>
public enum NoiseMode
{
    /// <summary>N(0, sigma^2) is added to the outputs.</summary>
    Output,

    /// <summary>N(0, 1) takes the place of the inputs.</summary>
    Data,
}
