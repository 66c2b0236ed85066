namespace EventCollab.Learning.Models.Trees;

/// <summary>A split or a leaf. Rows with a feature below <paramref name="Value"/> go left, others right.</summary>
/// <param name="Feature">The column; <see cref="Leaf"/> at a leaf.</param>
/// <param name="Value">The threshold, at a leaf what it adds.</param>
/// <param name="Left">Index of the left child.</param>
/// <param name="Right">Index of the right child.</param>
/// <param name="MissingLeft">1 where rows with a missing cell (NaN) go left; learned in training.</param>
internal readonly record struct TreeNode(int Feature, float Value, int Left, int Right, int MissingLeft)
{
    public const int Leaf = -1;
}
