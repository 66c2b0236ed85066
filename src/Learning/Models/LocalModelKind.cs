namespace EventCollab.Learning.Models;

/// <summary>The regressors that an organization can choose from.</summary>
public enum LocalModelKind
{
    /// <summary>Affine, penalised least squares in closed form.</summary>
    Ridge,

    /// <summary>Affine, stochastic gradient descent on the local loss.</summary>
    Linear,

    /// <summary>One hidden layer of 64, stochastic gradient descent on the local loss.</summary>
    Mlp,

    /// <summary>Gradient-boosted trees by XGBoost.</summary>
    Gb,

    /// <summary>Support vector machines by LIBSVM.</summary>
    Svm,
}
