namespace EventCollab.Learning.Methods.Gal;

/// <summary>How the gradient assistance weights are found.</summary>
public enum WeightRule
{
    /// <summary>As the paper's code: softmax parameters, 100 steps of Adam.</summary>
    Reference,

    /// <summary>The optimum on the simplex.</summary>
    Exact,

    /// <summary>1/M for each organization, without a look at the fits.</summary>
    Uniform,
}
