using EventCollab.Torch.Native;

namespace EventCollab.Torch;

public static unsafe partial class torch
{
    public partial class Tensor
    {
        // No overload with an element type alone: the literal 0 would mean ScalarType.Byte instead of the first dimension.
        public Tensor sum() => Ops.Sum.Call(this);

        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null)
            => Ops.SumDim.Call(this, new[] { dim }, keepdim, Arg.Optional(type));

        public Tensor sum(long[] dim, bool keepdim = false, ScalarType? type = null)
            => Ops.SumDim.Call(this, dim, keepdim, Arg.Optional(type));

        public Tensor prod() => Ops.Prod.Call(this);

        public Tensor prod(long dim, bool keepdim = false, ScalarType? type = null) => Ops.ProdDim.Call(this, dim, keepdim, Arg.Optional(type));

        public Tensor mean() => Ops.Mean.Call(this);

        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null)
            => Ops.MeanDim.Call(this, dimensions, keepdim, Arg.Optional(type));

        public Tensor std(bool unbiased = true) => Ops.Std.Call(this, unbiased);

        public Tensor var(bool unbiased = true) => Ops.Var.Call(this, unbiased);

        public Tensor std(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null)
            => std([dim], unbiased, keepdim, type);

        public Tensor std(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null)
            => Ops.StdDim.Call(type is { } t ? to(t) : this, dimensions, unbiased, keepdim);

        public Tensor var(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null)
            => var([dim], unbiased, keepdim, type);

        public Tensor var(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null)
            => Ops.VarDim.Call(type is { } t ? to(t) : this, dimensions, unbiased, keepdim);

        public Tensor norm(float p = 2.0f) => Ops.Norm.Call(this, (double)p);

        public Tensor norm(int dimension, bool keepdim = false, float p = 2.0f)
            => Ops.NormDim.Call(this, (double)p, new[] { (long)dimension }, keepdim);

        /// <summary>The p-norm of the difference.</summary>
        public Tensor dist(Tensor other, float p = 2.0f) => Ops.Dist.Call(this, other, (double)p);

        public Tensor median() => Ops.Median.Call(this);

        public Tensor max() => Ops.Max.Call(this);

        public (Tensor values, Tensor indexes) max(long dim, bool keepdim = false) => Ops.MaxDim.Call2(this, dim, keepdim);

        public Tensor min() => Ops.Min.Call(this);

        public (Tensor values, Tensor indexes) min(long dim, bool keepdim = false) => Ops.MinDim.Call2(this, dim, keepdim);

        public Tensor amax(params long[] dims) => Ops.Amax.Call(this, dims);

        public Tensor amax(long[] dims, bool keepdim) => Ops.Amax.Call(this, dims, keepdim);

        public Tensor amin(params long[] dims) => Ops.Amin.Call(this, dims);

        public Tensor amin(long[] dims, bool keepdim) => Ops.Amin.Call(this, dims, keepdim);

        public Tensor argmax() => Ops.Argmax.Call(this);

        public Tensor argmax(long dim, bool keepdim = false) => Ops.Argmax.Call(this, dim, keepdim);

        public Tensor argmin() => Ops.Argmin.Call(this);

        public Tensor argmin(long dim, bool keepdim = false) => Ops.Argmin.Call(this, dim, keepdim);

        public Tensor argsort(long dim = -1, bool descending = false) => Ops.Argsort.Call(this, dim, descending);

        public (Tensor Values, Tensor Indices) sort(long dim = -1, bool descending = false) => Ops.Sort.Call2(this, dim, descending);

        public (Tensor values, Tensor indexes) topk(int k, int dim = -1, bool largest = true, bool sorted = true)
            => Ops.TopK.Call2(this, (long)k, (long)dim, largest, sorted);

        /// <summary>The k-th smallest along a dimension (1 is the smallest), the last where none is named.</summary>
        public (Tensor values, Tensor indices) kthvalue(long k, long? dim, bool keepdim = false) => Ops.KthValue.Call2(this, k, dim ?? -1, keepdim);

        /// <summary>Values below which the fractions <paramref name="q"/> of a dimension lie, interpolated.</summary>
        public Tensor quantile(Tensor q, long dim = -1, bool keepdim = false) => Ops.Quantile.Call(this, q, dim, keepdim);

        /// <summary>The different values; where each element went and how often each came, where asked for.</summary>
        public (Tensor output, Tensor? inverse_indices, Tensor? counts) unique(
            bool sorted = true, bool return_inverse = false, bool return_counts = false, int? dim = null)
        {
            var (output, inverse, counts) = dim is { } d
                ? Ops.UniqueDim.Call3(this, (long)d, sorted, return_inverse, return_counts)
                : Ops.Unique2.Call3(this, sorted, return_inverse, return_counts);
            return (output, Wanted(inverse, return_inverse), Wanted(counts, return_counts));
        }

        /// <summary>How often each whole number from 0 on occurs, or the sum of its weights.</summary>
        public Tensor bincount(Tensor? weights = null, long minlength = 0) => Ops.Bincount.Call(this, weights, minlength);

        /// <summary>Counts in equal bins between min and max, between the smallest and largest element when both are 0.</summary>
        public Tensor histc(long bins = 100, long min = 0, long max = 0) => Ops.Histc.Call(this, bins, min, max);

        public Tensor cumprod(long dim, ScalarType? type = null) => Ops.Cumprod.Call(this, dim, Arg.Optional(type));

        public Tensor cumsum(long dim, ScalarType? type = null) => Ops.Cumsum.Call(this, dim, Arg.Optional(type));

        public Tensor logsumexp(long dim, bool keepdim = false) => Ops.LogSumExp.Call(this, new[] { dim }, keepdim);

        public Tensor all() => Ops.All.Call(this);

        public Tensor all(long dim, bool keepdim = false) => Ops.AllDim.Call(this, dim, keepdim);

        public Tensor any() => Ops.Any.Call(this);

        public Tensor any(long dim, bool keepdim = false) => Ops.AnyDim.Call(this, dim, keepdim);

        private static Tensor? Wanted(Tensor found, bool wanted)
        {
            if (wanted)
            {
                return found;
            }

            found.Dispose();
            return null;
        }
    }
}
