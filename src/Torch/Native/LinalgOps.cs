namespace EventCollab.Torch.Native;

/// <summary>The operators of <c>torch.linalg</c>; equal in 1.13 and 2.6, and a test finds them all.</summary>
internal static class LinalgOps
{
    internal static readonly Op Cholesky = new("aten::linalg_cholesky");
    internal static readonly Op Det = new("aten::linalg_det");
    internal static readonly Op Eigh = new("aten::linalg_eigh");
    internal static readonly Op EigvalsH = new("aten::linalg_eigvalsh");
    internal static readonly Op Inv = new("aten::linalg_inv");
    internal static readonly Op Lstsq = new("aten::linalg_lstsq");
    internal static readonly Op MatrixNorm = new("aten::linalg_matrix_norm");
    internal static readonly Op MatrixNormNamed = new("aten::linalg_matrix_norm", "str_ord");
    internal static readonly Op MatrixRank = new("aten::linalg_matrix_rank", "atol_rtol_float");
    internal static readonly Op Norm = new("aten::linalg_norm");
    internal static readonly Op NormNamed = new("aten::linalg_norm", "ord_str");
    internal static readonly Op Pinv = new("aten::linalg_pinv");
    internal static readonly Op SlogDet = new("aten::linalg_slogdet");
    internal static readonly Op Solve = new("aten::linalg_solve");
    internal static readonly Op Svd = new("aten::linalg_svd");
    internal static readonly Op SvdVals = new("aten::linalg_svdvals");
    internal static readonly Op VectorNorm = new("aten::linalg_vector_norm");
}
