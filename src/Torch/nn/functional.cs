using EventCollab.Torch.Native;

namespace EventCollab.Torch;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            public static Tensor relu(Tensor input, bool inplace = false) => inplace ? input.relu_().alias() : input.relu();

            public static Tensor leaky_relu(Tensor input, double negative_slope = 0.01, bool inplace = false)
                => inplace ? Self(Ops.LeakyReluInPlace, input, negative_slope) : Ops.LeakyRelu.Call(input, negative_slope);

            public static Tensor elu(Tensor x, double alpha, bool inplace = false)
                => inplace ? Self(Ops.EluInPlace, x, alpha) : Ops.Elu.Call(x, alpha);

            public static Tensor gelu(Tensor x) => Ops.Gelu.Call(x);

            public static Tensor silu(Tensor x, bool inplace = false)
            {
                if (!inplace)
                {
                    return Ops.Silu.Call(x);
                }

                Ops.SiluInPlace.CallInPlace(x);
                return x.alias();
            }

            /// <summary>x Wᵀ + b for x [*, in], W [out, in], b [out].</summary>
            public static Tensor linear(Tensor input, Tensor weights, Tensor? bias = null) => Ops.Linear.Call(input, weights, bias);

            public static Tensor dropout(Tensor input, double p = 0.5, bool training = true, bool inplace = false)
                => inplace ? Self(Ops.DropoutInPlace, input, p, training) : Ops.Dropout.Call(input, p, training);

            /// <summary>Drops whole channels of [batch, channels, ...].</summary>
            public static Tensor dropout2d(Tensor input, double p = 0.5, bool training = true, bool inplace = false)
                => inplace ? Self(Ops.FeatureDropoutInPlace, input, p, training) : Ops.FeatureDropout.Call(input, p, training);

            public static Tensor softmax(Tensor input, long dim) => input.softmax(dim);

            public static Tensor log_softmax(Tensor input, long dim) => input.log_softmax(dim);

            public static Tensor tanh(Tensor input, bool inplace = false) => inplace ? input.tanh_().alias() : input.tanh();

            public static Tensor sigmoid(Tensor input, bool inplace = false) => inplace ? input.sigmoid_().alias() : input.sigmoid();

            public static Tensor softplus(Tensor input, double beta = 1.0, double threshold = 20.0) => Ops.Softplus.Call(input, beta, threshold);

            /// <summary>One row of zeros and a one for each class number; int64.</summary>
            public static Tensor one_hot(Tensor x, long num_classes = -1) => Ops.OneHot.Call(x, num_classes);

            // A second handle, as TorchSharp gives one: input and result may be disposed apart.
            private static Tensor Self(Op op, Tensor input, Arg first)
            {
                op.CallInPlace(input, first);
                return input.alias();
            }

            private static Tensor Self(Op op, Tensor input, Arg first, Arg second)
            {
                op.CallInPlace(input, first, second);
                return input.alias();
            }
        }
    }
}
