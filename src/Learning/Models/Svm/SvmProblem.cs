namespace EventCollab.Learning.Models.Svm;

/// <summary>svm_problem. A model that svm_train returns points into the rows, so they must live as long as it.</summary>
internal unsafe struct SvmProblem
{
    public int Count;
    public double* Targets;
    public SvmNode** Rows;
}
