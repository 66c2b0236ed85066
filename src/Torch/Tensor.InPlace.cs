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

        public Tensor sqrt_() => InPlace(Ops.SqrtInPlace);

        public Tensor relu_() => InPlace(Ops.ReluInPlace);

        public Tensor tanh_() => InPlace(Ops.TanhInPlace);

        public Tensor sigmoid_() => InPlace(Ops.SigmoidInPlace);

        public Tensor abs_() => InPlace(Ops.AbsInPlace);

        public Tensor neg_() => InPlace(Ops.NegInPlace);

        public Tensor sign_() => InPlace(Ops.SignInPlace);

        public Tensor exp_() => InPlace(Ops.ExpInPlace);

        public Tensor log_() => InPlace(Ops.LogInPlace);

        public Tensor square_() => InPlace(Ops.SquareInPlace);

        public Tensor rsqrt_() => InPlace(Ops.RsqrtInPlace);

        public Tensor reciprocal_() => InPlace(Ops.ReciprocalInPlace);

        public Tensor round_() => InPlace(Ops.RoundInPlace);

        public Tensor floor_() => InPlace(Ops.FloorInPlace);

        public Tensor pow_(Scalar exponent) => InPlace(Ops.PowInPlace, exponent);

        public Tensor clamp_min_(Scalar min) => InPlace(Ops.ClampMinInPlace, min);

        public Tensor clamp_max_(Scalar max) => InPlace(Ops.ClampMaxInPlace, max);

        public Tensor lerp_(Tensor end, Scalar weight) => InPlace(Ops.LerpInPlace, end, weight);

        public Tensor masked_fill_(Tensor mask, Scalar value) => InPlace(Ops.MaskedFillInPlace, mask, value);

        /// <summary>Each element 1 with probability p, else 0.</summary>
        public Tensor bernoulli_(double p = 0.5, Generator? generator = null) => InPlace(Ops.BernoulliInPlace, p, generator);

        public Tensor index_add_(long dim, Tensor index, Tensor source, Scalar alpha)
        {
            Ops.IndexAddInPlace.CallInPlace(this, dim, index, source, alpha);
            return this;
        }

        public Tensor index_copy_(long dim, Tensor index, Tensor source) => InPlace(Ops.IndexCopyInPlace, dim, index, source);

        public Tensor index_fill_(long dim, Tensor index, Scalar value) => InPlace(Ops.IndexFillInPlace, dim, index, value);

        public Tensor scatter_(long dim, Tensor index, Tensor src) => InPlace(Ops.ScatterInPlace, dim, index, src);

        public Tensor scatter_add_(long dim, Tensor index, Tensor src) => InPlace(Ops.ScatterAddInPlace, dim, index, src);

        public Tensor copy_(Tensor source, bool non_blocking = false) => InPlace(Ops.Copy, source, non_blocking);

        public Tensor fill_(Scalar value) => InPlace(Ops.Fill, value);

        public Tensor zero_() => InPlace(Ops.Zero);

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

        private Tensor InPlace(Op op)
        {
            op.CallInPlace(this);
            return this;
        }

        private Tensor InPlace(Op op, Arg first, Arg second, Arg third)
        {
            op.CallInPlace(this, first, second, third);
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
