using EventCollab.Torch.Native;

namespace EventCollab.Torch;

public static unsafe partial class torch
{
    public partial class Tensor
    {
        public Tensor add_(Tensor target) => InPlace(Ops.AddInPlace, target);

        public Tensor add_(Tensor target, Scalar alpha) => InPlace(Ops.AddInPlace, target, alpha);

        public Tensor add_(Scalar scalar) => InPlace(Ops.AddScalarInPlace, scalar);

        public Tensor sub_(Tensor target) => InPlace(Ops.SubInPlace, target);

        public Tensor sub_(Scalar scalar) => InPlace(Ops.SubScalarInPlace, scalar);

        public Tensor mul_(Tensor target) => InPlace(Ops.MulInPlace, target);

        public Tensor mul_(Scalar scalar) => InPlace(Ops.MulScalarInPlace, scalar);

        public Tensor div_(Tensor target) => InPlace(Ops.DivInPlace, target);

        public Tensor div_(Scalar target) => InPlace(Ops.DivScalarInPlace, target);

        /// <summary>Adds <paramref name="value"/> times tensor1 times tensor2.</summary>
        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value)
        {
            Ops.Addcmul.CallInPlace(this, tensor1, tensor2, value);
            return this;
        }

        /// <summary>Adds <paramref name="value"/> times tensor1 divided by tensor2.</summary>
        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value)
        {
            Ops.Addcdiv.CallInPlace(this, tensor1, tensor2, value);
            return this;
        }

        public Tensor clamp_(Scalar? min = null, Scalar? max = null)
            => InPlace(Ops.ClampInPlace, Arg.Optional(min), Arg.Optional(max));

        public Tensor sqrt_()
        {
            Ops.SqrtInPlace.CallInPlace(this);
            return this;
        }

        public Tensor relu_()
        {
            Ops.ReluInPlace.CallInPlace(this);
            return this;
        }

        public Tensor tanh_()
        {
            Ops.TanhInPlace.CallInPlace(this);
            return this;
        }

        public Tensor sigmoid_()
        {
            Ops.SigmoidInPlace.CallInPlace(this);
            return this;
        }

        public Tensor copy_(Tensor source, bool non_blocking = false) => InPlace(Ops.Copy, source, non_blocking);

        public Tensor fill_(Scalar value) => InPlace(Ops.Fill, value);

        public Tensor zero_()
        {
            Ops.Zero.CallInPlace(this);
            return this;
        }

        public Tensor normal_(double mean = 0.0, double stddev = 1.0, Generator? generator = null)
        {
            Ops.NormalInPlace.CallInPlace(this, mean, stddev, generator);
            return this;
        }

        public Tensor uniform_(double from, double to, Generator? generator = null)
        {
            Ops.UniformInPlace.CallInPlace(this, from, to, generator);
            return this;
        }

        public Tensor scatter_(long dim, Tensor index, Scalar value)
        {
            Ops.ScatterScalarInPlace.CallInPlace(this, dim, index, value);
            return this;
        }

        private Tensor InPlace(Op op, Arg argument)
        {
            op.CallInPlace(this, argument);
            return this;
        }

        private Tensor InPlace(Op op, Arg first, Arg second)
        {
            op.CallInPlace(this, first, second);
            return this;
        }
    }
}
