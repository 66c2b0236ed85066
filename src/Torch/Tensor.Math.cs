using EventCollab.Torch.Native;

namespace EventCollab.Torch;

public static unsafe partial class torch
{
    public partial class Tensor
    {
        public static Tensor operator +(Tensor left, Tensor right) => left.add(right);

        public static Tensor operator +(Tensor left, Scalar right) => left.add(right);

        public static Tensor operator +(Scalar left, Tensor right) => right.add(left);

        public static Tensor operator -(Tensor left, Tensor right) => left.sub(right);

        public static Tensor operator -(Tensor left, Scalar right) => left.sub(right);

        public static Tensor operator -(Scalar left, Tensor right)
        {
            using var negative = right.neg();
            return negative.add(left);
        }

        public static Tensor operator *(Tensor left, Tensor right) => left.mul(right);

        public static Tensor operator *(Tensor left, Scalar right) => left.mul(right);

        public static Tensor operator *(Scalar left, Tensor right) => right.mul(left);

        public static Tensor operator /(Tensor left, Tensor right) => left.div(right);

        public static Tensor operator /(Tensor left, Scalar right) => left.div(right);

        public static Tensor operator /(Scalar left, Tensor right)
        {
            using var inverse = right.pow(-1.0);
            return inverse.mul(left);
        }

        public static Tensor operator -(Tensor tensor) => tensor.neg();

        public static Tensor operator <(Tensor left, Tensor right) => left.lt(right);

        public static Tensor operator <(Tensor left, Scalar right) => left.lt(right);

        public static Tensor operator <=(Tensor left, Tensor right) => left.le(right);

        public static Tensor operator <=(Tensor left, Scalar right) => left.le(right);

        public static Tensor operator >(Tensor left, Tensor right) => left.gt(right);

        public static Tensor operator >(Tensor left, Scalar right) => left.gt(right);

        public static Tensor operator >=(Tensor left, Tensor right) => left.ge(right);

        public static Tensor operator >=(Tensor left, Scalar right) => left.ge(right);

        public Tensor add(Tensor target) => Ops.Add.Call(this, target);

        public Tensor add(Tensor target, Scalar alpha) => Ops.Add.Call(this, target, alpha);

        public Tensor add(Scalar scalar) => Ops.AddScalar.Call(this, scalar);

        public Tensor sub(Tensor target) => Ops.Sub.Call(this, target);

        public Tensor sub(Scalar scalar) => Ops.SubScalar.Call(this, scalar);

        public Tensor mul(Tensor target) => Ops.Mul.Call(this, target);

        public Tensor mul(Scalar scalar) => Ops.MulScalar.Call(this, scalar);

        public Tensor div(Tensor target) => Ops.Div.Call(this, target);

        public Tensor div(Scalar target) => Ops.DivScalar.Call(this, target);

        public Tensor neg() => Ops.Neg.Call(this);

        public Tensor abs() => Ops.Abs.Call(this);

        public Tensor sign() => Ops.Sign.Call(this);

        public Tensor exp() => Ops.Exp.Call(this);

        public Tensor log() => Ops.Log.Call(this);

        public Tensor log1p() => Ops.Log1p.Call(this);

        public Tensor sqrt() => Ops.Sqrt.Call(this);

        public Tensor square() => Ops.Square.Call(this);

        public Tensor sin() => Ops.Sin.Call(this);

        public Tensor cos() => Ops.Cos.Call(this);

        public Tensor tanh() => Ops.Tanh.Call(this);

        public Tensor sigmoid() => Ops.Sigmoid.Call(this);

        public Tensor round() => Ops.Round.Call(this);

        public Tensor floor() => Ops.Floor.Call(this);

        public Tensor ceil() => Ops.Ceil.Call(this);

        public Tensor relu() => Ops.Relu.Call(this);

        public Tensor softmax(long dim) => Ops.Softmax.Call(this, dim);

        public Tensor log_softmax(long dim) => Ops.LogSoftmax.Call(this, dim);

        public Tensor pow(Scalar exponent) => Ops.Pow.Call(this, exponent);

        public Tensor pow(Tensor exponent) => Ops.PowTensor.Call(this, exponent);

        public Tensor clamp(Scalar? min = null, Scalar? max = null) => Ops.Clamp.Call(this, Arg.Optional(min), Arg.Optional(max));

        public Tensor matmul(Tensor target) => Ops.Matmul.Call(this, target);

        public Tensor mm(Tensor target) => Ops.Mm.Call(this, target);

        public Tensor mv(Tensor target) => Ops.Mv.Call(this, target);

        public Tensor bmm(Tensor batch2) => Ops.Bmm.Call(this, batch2);

        public Tensor dot(Tensor target) => Ops.Dot.Call(this, target);

        public Tensor maximum(Tensor other) => Ops.Maximum.Call(this, other);

        public Tensor minimum(Tensor other) => Ops.Minimum.Call(this, other);

        public Tensor isnan() => Ops.IsNan.Call(this);

        public Tensor isfinite() => Ops.IsFinite.Call(this);

        public Tensor logical_not() => Ops.LogicalNot.Call(this);

        public Tensor eq(Tensor target) => Ops.Eq.Call(this, target);

        public Tensor eq(Scalar target) => Ops.EqScalar.Call(this, target);

        public Tensor ne(Tensor target) => Ops.Ne.Call(this, target);

        public Tensor ne(Scalar target) => Ops.NeScalar.Call(this, target);

        public Tensor lt(Tensor target) => Ops.Lt.Call(this, target);

        public Tensor lt(Scalar target) => Ops.LtScalar.Call(this, target);

        public Tensor le(Tensor target) => Ops.Le.Call(this, target);

        public Tensor le(Scalar target) => Ops.LeScalar.Call(this, target);

        public Tensor gt(Tensor target) => Ops.Gt.Call(this, target);

        public Tensor gt(Scalar target) => Ops.GtScalar.Call(this, target);

        public Tensor ge(Tensor target) => Ops.Ge.Call(this, target);

        public Tensor ge(Scalar target) => Ops.GeScalar.Call(this, target);

        /// <summary>Whether shape and every element are the same.</summary>
        public bool equal(Tensor target) => Ops.Equal.CallBool(this, target);
    }
}
