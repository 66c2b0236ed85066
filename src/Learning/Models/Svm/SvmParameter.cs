namespace EventCollab.Learning.Models.Svm;

/// <summary>svm_parameter.</summary>
internal unsafe struct SvmParameter
{
    public const int Classification = 0;
    public const int Regression = 3;
    public const int Radial = 2;

    public int Type;
    public int Kernel;
    public int Degree;
    public double Gamma;
    public double Coefficient0;
    public double CacheMegabytes;
    public double Tolerance;
    public double C;
    public int WeightCount;
    public int* WeightLabels;
    public double* Weights;
    public double Nu;
    public double Epsilon;
    public int Shrinking;
    public int Probability;

    /// <summary>C = 1, epsilon = 0.1, tolerance 1e-3, shrinking: scikit-learn's defaults and svm-train's.</summary>
    public static SvmParameter Defaults(int type, double gamma) => new()
    {
        Type = type,
        Kernel = Radial,
        Gamma = gamma,
        CacheMegabytes = 100,
        Tolerance = 1e-3,
        C = 1,
        Epsilon = 0.1,
        Shrinking = 1,
    };
}
