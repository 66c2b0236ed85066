namespace EventCollab.Learning.Models.Svm;

/// <summary>svm_node: one value of a row, column numbers from 1; a row ends with <see cref="End"/>.</summary>
internal struct SvmNode
{
    public const int End = -1;

    public int Index;
    public double Value;
}
