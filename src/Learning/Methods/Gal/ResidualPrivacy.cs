namespace EventCollab.Learning.Methods.Gal;

/// <summary>How the residuals are protected before they leave the sponsor.</summary>
public enum ResidualPrivacy
{
    /// <summary>Not at all: every organization can read off the training labels.</summary>
    None,

    /// <summary>Clipping and Laplace noise.</summary>
    Dp,

    /// <summary>Interval privacy: which side of a random threshold a residual lies on.</summary>
    Ip,
}
