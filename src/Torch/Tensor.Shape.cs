using EventCollab.Torch.Native;

namespace EventCollab.Torch;

public static unsafe partial class torch
{
    public partial class Tensor
    {
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

        public Tensor index_copy(long dim, Tensor index, Tensor source) => Ops.IndexCopy.Call(this, dim, index, source);

        public Tensor index_fill(long dim, Tensor index, Scalar value) => Ops.IndexFill.Call(this, dim, index, value);

        public Tensor take(Tensor index) => Ops.Take.Call(this, index);

        /// <summary>Elements along a dimension by indices of the same number of dimensions, as argsort gives them.</summary>
        public Tensor take_along_dim(Tensor indices, long dim) => Ops.TakeAlongDim.Call(this, indices, dim);

        public Tensor take_along_dim(Tensor indices) => Ops.TakeAlongDim.Call(this, indices);

        public Tensor masked_select(Tensor mask) => Ops.MaskedSelect.Call(this, mask);

        /// <summary>One row of indices for each element that is not zero.</summary>
        public Tensor nonzero() => Ops.NonZero.Call(this);

        public Tensor gather(long dim, Tensor index) => Ops.Gather.Call(this, dim, index);

        public Tensor scatter_add(long dim, Tensor index, Tensor src) => Ops.ScatterAdd.Call(this, dim, index, src);

        public Tensor scatter(long dim, Tensor index, Tensor src) => Ops.Scatter.Call(this, dim, index, src);

        public Tensor scatter(long dim, Tensor index, Scalar value) => Ops.ScatterScalar.Call(this, dim, index, value);

        public Tensor masked_fill(Tensor mask, Scalar value) => Ops.MaskedFill.Call(this, mask, value);

        public Tensor transpose(long dim0, long dim1) => Ops.Transpose.Call(this, dim0, dim1);

        public Tensor permute(params long[] permutation) => Ops.Permute.Call(this, permutation);

        public Tensor t() => Ops.T.Call(this);

        public Tensor squeeze(long? dim = null) => dim is { } d ? Ops.SqueezeDim.Call(this, d) : Ops.Squeeze.Call(this);

        public Tensor unsqueeze(long dim) => Ops.Unsqueeze.Call(this, dim);

        public Tensor expand(params long[] sizes) => Ops.Expand.Call(this, sizes);

        public Tensor expand_as(Tensor other) => expand(other.shape);

        public Tensor broadcast_to(params long[] shape) => expand(shape);

        public Tensor view_as(Tensor other) => view(other.shape);

        public Tensor tile(params long[] reps) => Ops.Tile.Call(this, reps);

        public Tensor repeat_interleave(long repeats, long? dim = null, long? output_size = null)
            => Ops.RepeatInterleave.Call(this, repeats, Arg.Optional(dim), Arg.Optional(output_size));

        public Tensor repeat_interleave(Tensor repeats, long? dim = null, long? output_size = null)
            => Ops.RepeatInterleaveTensor.Call(this, repeats, Arg.Optional(dim), Arg.Optional(output_size));

        public Tensor flip(params long[] dims) => Ops.Flip.Call(this, dims);

        /// <summary>Shifts elements along a dimension, those pushed out coming in at the other end; without a dimension the flattened tensor.</summary>
        public Tensor roll(long shifts, long? dims = null) => Ops.Roll.Call(this, new[] { shifts }, dims is { } dim ? new[] { dim } : Array.Empty<long>());

        public Tensor roll(long[] shifts, long[] dims) => Ops.Roll.Call(this, shifts, dims);

        public Tensor tril(long diagonal = 0) => Ops.Tril.Call(this, diagonal);

        public Tensor triu(long diagonal = 0) => Ops.Triu.Call(this, diagonal);

        public Tensor diagonal(long offset = 0, long dim1 = 0, long dim2 = 1) => Ops.Diagonal.Call(this, offset, dim1, dim2);

        public Tensor movedim(long source, long destination) => Ops.Movedim.Call(this, source, destination);

        /// <summary>Windows of a size at each step along a dimension, as a new last dimension; a view.</summary>
        public Tensor unfold(long dimension, long size, long step) => Ops.Unfold.Call(this, dimension, size, step);

        public Tensor[] unbind(long dimension = 0) => Ops.Unbind.CallMany(this, dimension);

        public Tensor repeat(params long[] sizes) => Ops.Repeat.Call(this, sizes);

        public Tensor contiguous() => Ops.Contiguous.Call(this);

        public Tensor diag(long diagonal = 0) => Ops.Diag.Call(this, diagonal);

        public Tensor[] chunk(long chunks, long dim = 0) => Ops.Chunk.CallMany(this, chunks, dim);

        public Tensor[] split(long size, long dim = 0) => Ops.Split.CallMany(this, size, dim);

        public Tensor[] split(long[] sizes, long dim = 0) => Ops.SplitSizes.CallMany(this, sizes, dim);

        public Tensor clone() => Ops.Clone.Call(this);

        /// <summary>The same memory without its history of gradients.</summary>
        public Tensor detach() => Ops.Detach.Call(this);

        /// <summary>The tensor on a device; where it is there already, a second handle to the same memory.</summary>
        public Tensor to(Device device, bool copy = false, bool non_blocking = false)
            => Ops.ToDevice.Call(this, device, dtype, non_blocking, copy);

        public Tensor to(ScalarType type, bool copy = false, bool non_blocking = false)
            => Ops.ToDtype.Call(this, type, non_blocking, copy);

        public Tensor to(ScalarType type, Device device, bool copy = false, bool non_blocking = false)
            => Ops.ToDevice.Call(this, device, type, non_blocking, copy);

        /// <summary>On the device and of the element type of <paramref name="other"/>.</summary>
        public Tensor to(Tensor other, bool copy = false, bool non_blocking = false) => to(other.dtype, other.device, copy, non_blocking);

        public Tensor type_as(Tensor tensor) => to(tensor);

        public Tensor to_type(ScalarType type, bool copy = false) => to(type, copy);

        public Tensor cpu() => to(CPU);

        public Tensor cuda() => to(CUDA);

        public Tensor @float() => to(ScalarType.Float32);

        public Tensor @double() => to(ScalarType.Float64);

        public Tensor half() => to(ScalarType.Float16);

        public Tensor bfloat16() => to(ScalarType.BFloat16);

        public Tensor @bool() => to(ScalarType.Bool);

        public Tensor @byte() => to(ScalarType.Byte);

        public Tensor @int() => to(ScalarType.Int32);

        public Tensor @long() => to(ScalarType.Int64);
    }
}
