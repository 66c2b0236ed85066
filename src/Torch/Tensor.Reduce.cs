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

        public Tensor mean() => Ops.Mean.Call(this);

        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null)
            => Ops.MeanDim.Call(this, dimensions, keepdim, Arg.Optional(type));

        public Tensor std(bool unbiased = true) => Ops.Std.Call(this, unbiased);

        public Tensor var(bool unbiased = true) => Ops.Var.Call(this, unbiased);

        public Tensor norm(float p = 2.0f) => Ops.Norm.Call(this, (double)p);

        public Tensor median() => Ops.Median.Call(this);

        public Tensor max() => Ops.Max.Call(this);

        public (Tensor values, Tensor indexes) max(long dim, bool keepdim = false) => Ops.MaxDim.Call2(this, dim, keepdim);

        public Tensor min() => Ops.Min.Call(this);

        public (Tensor values, Tensor indexes) min(long dim, bool keepdim = false) => Ops.MinDim.Call2(this, dim, keepdim);

        public Tensor argmax() => Ops.Argmax.Call(this);

        public Tensor argmax(long dim, bool keepdim = false) => Ops.Argmax.Call(this, dim, keepdim);

        public Tensor argmin() => Ops.Argmin.Call(this);

        public Tensor argmin(long dim, bool keepdim = false) => Ops.Argmin.Call(this, dim, keepdim);

        public Tensor argsort(long dim = -1, bool descending = false) => Ops.Argsort.Call(this, dim, descending);

        public (Tensor Values, Tensor Indices) sort(long dim = -1, bool descending = false) => Ops.Sort.Call2(this, dim, descending);

        public (Tensor values, Tensor indexes) topk(int k, int dim = -1, bool largest = true, bool sorted = true)
            => Ops.TopK.Call2(this, (long)k, (long)dim, largest, sorted);

        public Tensor cumsum(long dim, ScalarType? type = null) => Ops.Cumsum.Call(this, dim, Arg.Optional(type));

        public Tensor logsumexp(long dim, bool keepdim = false) => Ops.LogSumExp.Call(this, new[] { dim }, keepdim);

        public Tensor all() => Ops.All.Call(this);

        public Tensor any() => Ops.Any.Call(this);
    }
}
