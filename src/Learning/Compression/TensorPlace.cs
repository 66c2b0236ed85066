namespace EventCollab.Learning.Compression;

/// <summary>Where a tensor lies in the flat vector.</summary>
/// <param name="Index">Among the layout's tensors; separates their random numbers.</param>
/// <param name="Offset">Of its first element.</param>
/// <param name="Count">Elements.</param>
/// <param name="Rows">Of it as a matrix: its first size.</param>
/// <param name="Columns">The product of its other sizes; 1 for a vector.</param>
internal readonly record struct TensorPlace(int Index, int Offset, int Count, int Rows, int Columns);
