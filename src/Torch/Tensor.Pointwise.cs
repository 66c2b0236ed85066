using EventCollab.Torch.Native;

namespace EventCollab.Torch;

public static unsafe partial class torch
{
    public partial class Tensor
    {
        public Tensor log2() => Ops.Log2.Call(this);

        public Tensor log10() => Ops.Log10.Call(this);

        public Tensor expm1() => Ops.Expm1.Call(this);

        public Tensor rsqrt() => Ops.Rsqrt.Call(this);

        public Tensor reciprocal() => Ops.Reciprocal.Call(this);

        public Tensor trunc() => Ops.Trunc.Call(this);

        public Tensor erf() => Ops.Erf.Call(this);

        public Tensor erfc() => Ops.Erfc.Call(this);

        /// <summary>What is left after division, with the sign of the divisor.</summary>
        public Tensor remainder(Scalar other) => Ops.Remainder.Call(this, other);

        /// <summary>This plus <paramref name="weight"/> times the way to <paramref name="end"/>.</summary>
        public Tensor lerp(Tensor end, Scalar weight) => Ops.Lerp.Call(this, end, weight);

        public Tensor clamp(Tensor? min, Tensor? max) => Ops.ClampTensor.Call(this, min, max);

        public Tensor clamp_min(Scalar min) => Ops.ClampMin.Call(this, min);

        public Tensor clamp_max(Scalar max) => Ops.ClampMax.Call(this, max);

        public Tensor nan_to_num(double? nan = null, double? posinf = null, double? neginf = null)
            => Ops.NanToNum.Call(this, Arg.Optional(nan), Arg.Optional(posinf), Arg.Optional(neginf));

        public Tensor isinf() => Ops.IsInf.Call(this);

        public Tensor logical_and(Tensor other) => Ops.LogicalAnd.Call(this, other);

        public Tensor logical_or(Tensor other) => Ops.LogicalOr.Call(this, other);

        public Tensor logical_xor(Tensor other) => Ops.LogicalXor.Call(this, other);

        /// <summary>For each element whether |this - other| is at most atol + rtol |other|.</summary>
        public Tensor isclose(Tensor other, double rtol = 1e-05, double atol = 1e-08, bool nanEqual = false)
            => Ops.IsClose.Call(this, other, rtol, atol, nanEqual);

        /// <summary>Whether every element is close, as <see cref="isclose"/> has it.</summary>
        public bool allclose(Tensor target, double rtol = 1e-05, double atol = 1e-08, bool equal_nan = false)
            => Ops.AllClose.CallBool(this, target, rtol, atol, equal_nan);

        public Tensor outer(Tensor vec2) => Ops.Outer.Call(this, vec2);

        /// <summary>beta times this plus alpha times each batch1 times batch2.</summary>
        public Tensor baddbmm(Tensor batch1, Tensor batch2, float beta = 1, float alpha = 1)
            => Ops.Baddbmm.Call(this, batch1, batch2, (double)beta, (double)alpha);

        public Tensor addmm(Tensor mat1, Tensor mat2, float beta = 1, float alpha = 1)
            => Ops.Addmm.Call(this, mat1, mat2, (double)beta, (double)alpha);

        /// <summary>Each element 1 with the probability it holds, else 0.</summary>
        public Tensor bernoulli(Generator? generator = null) => Ops.Bernoulli.Call(this, generator);

        /// <summary>Indices drawn by the weights in each row.</summary>
        public Tensor multinomial(long num_samples, bool replacement = false, Generator? generator = null)
            => Ops.Multinomial.Call(this, num_samples, replacement, generator);
    }
}
