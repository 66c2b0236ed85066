namespace EventCollab.Learning.Models;

/// <summary>The local models that an organization can choose from. In options and saved models they go by name.</summary>
public enum LocalModelKind
{
    /// <summary>Affine, penalised least squares in closed form.</summary>
    Ridge,

    /// <summary>Affine, stochastic gradient descent on the local loss.</summary>
    Linear,

    /// <summary>One hidden layer of 64, stochastic gradient descent on the local loss.</summary>
    Mlp,

    /// <summary>GAL's convolutional network for images.</summary>
    Cnn,

    /// <summary>LeNet-5's layout, for images.</summary>
    LeNet,

    /// <summary>For images.</summary>
    ResNet18,

    /// <summary>For images.</summary>
    ResNet34,

    /// <summary>WRN-16-1, for images.</summary>
    Wrn16,

    /// <summary>WRN-40-1, for images.</summary>
    Wrn40,

    /// <summary>VGG-11 with batch norm, for images.</summary>
    Vgg11,

    /// <summary>One long short-term memory of 128, for series.</summary>
    Lstm,

    /// <summary>Gradient-boosted trees by XGBoost.</summary>
    Gb,

    /// <summary>Support vector machines by LIBSVM.</summary>
    Svm,
}
