using EventCollab.Torch.Native;

namespace EventCollab.Torch;

public static unsafe partial class torch
{
    public partial class Tensor
    {
        /// <summary>The sub-tensor at <paramref name="index"/> of the first dimension; a view.</summary>
        public Tensor this[long index] => select(0, index);

        public Tensor view(params long[] shape) => Ops.View.Call(this, shape);

        public Tensor reshape(params long[] shape) => Ops.Reshape.Call(this, shape);

        public Tensor flatten(long start_dim = 0, long end_dim = -1) => Ops.Flatten.Call(this, start_dim, end_dim);

        /// <summary>Splits one dimension into several; one of them may be -1.</summary>
        public Tensor unflatten(long dim, params long[] sizes) => Ops.Unflatten.Call(this, dim, sizes);

        /// <summary>A second handle to the same elements.</summary>
        public Tensor alias() => Ops.Alias.Call(this);

        public Tensor narrow(long dim, long start, long length) => Ops.Narrow.Call(this, dim, start, length);

        public Tensor select(long dim, long index) => Ops.Select.Call(this, dim, index);

        public Tensor slice(long dim, long start, long finish, long step) => Ops.Slice.Call(this, dim, start, finish, step);

        public Tensor index_select(long dim, Tensor index) => Ops.IndexSelect.Call(this, dim, index);

        public Tensor index_add(long dim, Tensor index, Tensor source, Scalar alpha)
            => Ops.IndexAdd.Call(this, dim, index, source, alpha);

        public Tensor gather(long dim, Tensor index) => Ops.Gather.Call(this, dim, index);

        public Tensor scatter_add(long dim, Tensor index, Tensor src) => Ops.ScatterAdd.Call(this, dim, index, src);

        public Tensor masked_fill(Tensor mask, Scalar value) => Ops.MaskedFill.Call(this, mask, value);

        public Tensor transpose(long dim0, long dim1) => Ops.Transpose.Call(this, dim0, dim1);

        public Tensor permute(params long[] permutation) => Ops.Permute.Call(this, permutation);

        public Tensor t() => Ops.T.Call(this);

        public Tensor squeeze(long? dim = null) => dim is { } d ? Ops.SqueezeDim.Call(this, d) : Ops.Squeeze.Call(this);

        public Tensor unsqueeze(long dim) => Ops.Unsqueeze.Call(this, dim);

        public Tensor expand(params long[] sizes) => Ops.Expand.Call(this, sizes);

        public Tensor repeat(params long[] sizes) => Ops.Repeat.Call(this, sizes);

        public Tensor contiguous() => Ops.Contiguous.Call(this);

        public Tensor diag(long diagonal = 0) => Ops.Diag.Call(this, diagonal);

        public Tensor[] chunk(long chunks, long dim = 0) => Ops.Chunk.CallMany(this, chunks, dim);

        public Tensor[] split(long size, long dim = 0) => Ops.Split.CallMany(this, size, dim);

        public Tensor clone() => Ops.Clone.Call(this);

        /// <summary>The same memory without its history of gradients.</summary>
        public Tensor detach() => Ops.Detach.Call(this);

        /// <summary>The tensor on a device; where it is there already, a second handle to the same memory.</summary>
        public Tensor to(Device device, bool copy = false, bool non_blocking = false)
            => Ops.ToDevice.Call(this, device, dtype, non_blocking, copy);

        public Tensor to(ScalarType type, bool copy = false, bool non_blocking = false)
            => Ops.ToDtype.Call(this, type, non_blocking, copy);

        public Tensor to_type(ScalarType type, bool copy = false) => to(type, copy);

        public Tensor cpu() => to(CPU);

        public Tensor cuda() => to(CUDA);

        public Tensor @float() => to(ScalarType.Float32);

        public Tensor @double() => to(ScalarType.Float64);

        public Tensor @long() => to(ScalarType.Int64);
    }
}
