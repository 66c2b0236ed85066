namespace EventCollab.Learning.Methods.Gal;

/// <summary>How the gradient assisted learning rate is found.</summary>
public enum RateRule
{
    /// <summary>The minimiser of the training loss along the combined fit, on [0, 300].</summary>
    Search,

    /// <summary>Always 1.</summary>
    Fixed,
}
