namespace EventCollab.Learning.Models.Svm;

/// <summary>The beginning of svm_model. What follows differs between LIBSVM's versions (3.31 put a field in) and is asked for by functions.</summary>
internal unsafe struct SvmModelHeader
{
    public SvmParameter Parameter;
    public int Classes;
    public int Count;
    public SvmNode** Vectors;

    /// <summary>Classes - 1 rows of Count.</summary>
    public double** Coefficients;

    /// <summary>Classes (Classes - 1) / 2; one for a regression.</summary>
    public double* Rho;
}
