namespace EventCollab.Learning.Methods.Gal;

/// <summary>The loss that the sponsor minimises.</summary>
public enum OverarchingLoss
{
    /// <summary>|y - F|.</summary>
    Absolute,

    /// <summary>(y - F)^2.</summary>
    Squared,

    /// <summary>Cross-entropy of softmax(F), F being scores.</summary>
    CrossEntropy,
}
