using EventCollab.Torch.Native;

namespace EventCollab.Torch;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            public static Tensor relu(Tensor input, bool inplace = false) => inplace ? input.relu_() : input.relu();

            /// <summary>x Wᵀ + b for x [*, in], W [out, in], b [out].</summary>
            public static Tensor linear(Tensor input, Tensor weights, Tensor? bias = null) => Ops.Linear.Call(input, weights, bias);

            public static Tensor dropout(Tensor input, double p = 0.5, bool training = true, bool inplace = false)
            {
                if (!inplace)
                {
                    return Ops.Dropout.Call(input, p, training);
                }

                Ops.DropoutInPlace.CallInPlace(input, p, training);
                return input;
            }

            public static Tensor softmax(Tensor input, long dim) => input.softmax(dim);

            public static Tensor log_softmax(Tensor input, long dim) => input.log_softmax(dim);

            public static Tensor tanh(Tensor input) => input.tanh();

            public static Tensor sigmoid(Tensor input) => input.sigmoid();

            public static Tensor softplus(Tensor input, double beta = 1.0, double threshold = 20.0) => Ops.Softplus.Call(input, beta, threshold);

            /// <summary>One row of zeros and a one for each class number; int64.</summary>
            public static Tensor one_hot(Tensor x, long num_classes = -1) => Ops.OneHot.Call(x, num_classes);
        }
    }
}
