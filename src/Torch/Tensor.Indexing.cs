using EventCollab.Torch.Native;

namespace EventCollab.Torch;

public static unsafe partial class torch
{
    public partial class Tensor
    {
        /// <summary>The sub-tensor at an index of the first dimension; a view.</summary>
        public Tensor this[long i1]
        {
            get => select(0, i1);
            set => index_put_(value, i1);
        }

        public Tensor this[long i1, long i2]
        {
            get => index(i1, i2);
            set => index_put_(value, i1, i2);
        }

        public Tensor this[long i1, long i2, long i3]
        {
            get => index(i1, i2, i3);
            set => index_put_(value, i1, i2, i3);
        }

        /// <summary>Numbers, ranges, masks and index tensors by dimension; a view where no tensor is among them.</summary>
        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        /// <summary>Index tensors (int64) or masks (bool), one a dimension.</summary>
        public Tensor this[params Tensor[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        public Tensor index(params TensorIndex[] indices)
        {
            var (view, picks) = Walk(indices);
            if (picks is null)
            {
                return view;
            }

            var picked = Ops.Index.Call(view, Arg.Tensors(picks));
            view.Dispose();
            return picked;
        }

        public Tensor index(params Tensor[] indices) => Ops.Index.Call(this, Arg.Tensors(indices));

        /// <summary>Writes <paramref name="value"/> at the indices.</summary>
        public Tensor index_put_(Tensor value, params TensorIndex[] indices)
        {
            var (view, picks) = Walk(indices);
            if (picks is null)
            {
                view.copy_(value);
            }
            else
            {
                Ops.IndexPutInPlace.CallInPlace(view, Arg.Tensors(picks), value);
            }

            view.Dispose();
            return this;
        }

        public Tensor index_put_(Tensor value, params Tensor[] indices)
        {
            Ops.IndexPutInPlace.CallInPlace(this, Arg.Tensors(indices), value);
            return this;
        }

        public Tensor index_put_(Scalar value, params TensorIndex[] indices)
        {
            using var made = full([], value, dtype, device);
            return index_put_(made, indices);
        }

        // Numbers, ranges and new dimensions one after the other as views; tensors and truth values are noted at their
        // dimension and applied together, since two index tensors pick pairs.
        private (Tensor View, Tensor?[]? Picks) Walk(TensorIndex[] indices)
        {
            var view = alias();
            List<Tensor?> picks = [];
            var dim = 0;
            for (var i = 0; i < indices.Length; i++)
            {
                var now = view;
                var at = indices[i];
                switch (at.Way)
                {
                    case TensorIndex.Kind.Number:
                        view = now.select(dim, at.Start!.Value);
                        break;
                    case TensorIndex.Kind.Range:
                        view = now.slice(dim, at.Start ?? 0, at.Stop ?? long.MaxValue, at.Step ?? 1);
                        dim++;
                        break;
                    case TensorIndex.Kind.NewDimension:
                        view = now.unsqueeze(dim++);
                        break;
                    case TensorIndex.Kind.Rest:
                        dim = now.ndim - indices[(i + 1)..].Sum(later => later.Dimensions);
                        break;
                    case TensorIndex.Kind.Truth:
                        view = now.unsqueeze(dim);
                        Note(picks, dim++, full([1], at.Start != 0, ScalarType.Bool, now.device));
                        break;
                    default:
                        Note(picks, dim, at.Picks!);
                        dim += at.Dimensions;
                        break;
                }

                if (!ReferenceEquals(view, now))
                {
                    now.Dispose();
                }
            }

            return (view, picks.Count == 0 ? null : [.. picks]);
        }

        private static void Note(List<Tensor?> picks, int dim, Tensor index)
        {
            while (picks.Count < dim)
            {
                picks.Add(null);
            }

            picks.Add(index);
        }
    }
}
