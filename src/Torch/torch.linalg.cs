using EventCollab.Torch.Native;

namespace EventCollab.Torch;

public static partial class torch
{
    /// <summary>
    /// Decompositions and solvers for matrices in the last two dimensions [..., m, n]. Sizes, singular matrices and failed
    /// convergence are <see cref="System.Runtime.InteropServices.ExternalException"/> with libtorch's text.
    /// </summary>
    public static class linalg
    {
        public enum QRMode
        {
            Reduced = 0,
            Complete = 1,
            R = 2,
        }

        /// <summary>A = U diag(S) Vh, the singular values falling. Gradients exist for U and Vh only where these are distinct.</summary>
        /// <param name="input">[..., m, n].</param>
        /// <param name="fullMatrices">U [m, m] and Vh [n, n]; else [m, k] and [k, n] with k the smaller of both.</param>
        public static (Tensor U, Tensor S, Tensor Vh) svd(Tensor input, bool fullMatrices = true) => LinalgOps.Svd.Call3(input, fullMatrices);

        public static Tensor svdvals(Tensor input) => LinalgOps.SvdVals.Call(input);

        /// <summary>A = QR with orthonormal columns in Q and R upper triangular.</summary>
        public static (Tensor Q, Tensor R) qr(Tensor input, QRMode mode = QRMode.Reduced)
            => Ops.LinalgQr.Call2(input, mode switch { QRMode.Reduced => "reduced", QRMode.Complete => "complete", _ => "r" });

        /// <summary>A symmetric matrix = V diag(w) VT: eigenvalues rising, eigenvectors in the columns.</summary>
        /// <param name="input">[..., n, n].</param>
        /// <param name="UPLO">Which triangle is read: <c>L</c> or <c>U</c>.</param>
        public static (Tensor, Tensor) eigh(Tensor input, char UPLO) => LinalgOps.Eigh.Call2(input, UPLO.ToString());

        public static Tensor eigvalsh(Tensor input, char UPLO = 'L') => LinalgOps.EigvalsH.Call(input, UPLO.ToString());

        /// <summary>The lower triangular L with A = L LT.</summary>
        public static Tensor cholesky(Tensor input) => LinalgOps.Cholesky.Call(input);

        public static Tensor inv(Tensor input) => LinalgOps.Inv.Call(input);

        /// <summary>X with A X = B, for a square A; better than the inverse times B.</summary>
        public static Tensor solve(Tensor input, Tensor other) => LinalgOps.Solve.Call(input, other);

        /// <summary>X for which A X is nearest to B; A has full rank. The other results are empty where LAPACK's driver gives none.</summary>
        public static (Tensor Solution, Tensor Residuals, Tensor Rank, Tensor SingularValues) lstsq(Tensor input, Tensor other)
            => LinalgOps.Lstsq.Call4(input, other);

        /// <param name="input">[..., m, n].</param>
        /// <param name="other">[..., m, k].</param>
        /// <param name="rcond">Singular values below this part of the largest count as zero.</param>
        public static (Tensor Solution, Tensor Residuals, Tensor Rank, Tensor SingularValues) lstsq(Tensor input, Tensor other, double rcond)
            => LinalgOps.Lstsq.Call4(input, other, rcond);

        /// <summary>The Moore-Penrose inverse; singular values below <paramref name="rcond"/> times the largest count as zero.</summary>
        public static Tensor pinv(Tensor input, double rcond = 1e-15, bool hermitian = false) => LinalgOps.Pinv.Call(input, rcond, hermitian);

        public static Tensor det(Tensor input) => LinalgOps.Det.Call(input);

        /// <summary>Sign and logarithm of the absolute value of the determinant, which itself may overflow.</summary>
        public static (Tensor, Tensor) slogdet(Tensor input) => LinalgOps.SlogDet.Call2(input);

        public static Tensor matrix_rank(Tensor input, double? tol = null, bool hermitian = false)
            => LinalgOps.MatrixRank.Call(input, tol is { } limit ? limit : Arg.None, Arg.None, hermitian);

        /// <summary>The 2-norm of all elements, or of vectors or matrices in the given dimensions.</summary>
        public static Tensor norm(Tensor input, long[]? dims = null, bool keepdim = false) => LinalgOps.Norm.Call(input, Arg.None, dims, keepdim);

        /// <summary>A matrix norm by name: <c>fro</c> or <c>nuc</c>.</summary>
        public static Tensor norm(Tensor input, string ord, long[]? dims = null, bool keepdim = false) => LinalgOps.NormNamed.Call(input, ord, dims, keepdim);

        /// <summary>For a matrix, or two dimensions, the operator norm; for a vector the p-norm.</summary>
        public static Tensor norm(Tensor input, double ord, long[]? dims = null, bool keepdim = false) => LinalgOps.Norm.Call(input, ord, dims, keepdim);

        public static Tensor norm(Tensor input, int ord, long[]? dims = null, bool keepdim = false) => LinalgOps.Norm.Call(input, (long)ord, dims, keepdim);

        /// <summary>The p-norm of the elements, all of them where no dimension is given.</summary>
        public static Tensor vector_norm(Tensor input, double ord, long[]? dims = null, bool keepdim = false)
            => LinalgOps.VectorNorm.Call(input, ord, dims, keepdim);

        public static Tensor matrix_norm(Tensor input, string ord = "fro", long[]? dims = null, bool keepdim = false)
            => LinalgOps.MatrixNormNamed.Call(input, ord, dims ?? [-2, -1], keepdim);

        public static Tensor matrix_norm(Tensor input, double ord, long[]? dims = null, bool keepdim = false)
            => LinalgOps.MatrixNorm.Call(input, ord, dims ?? [-2, -1], keepdim);
    }
}
