using EventCollab.Torch.Native;

namespace EventCollab.Torch;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>Normalises each channel (dimension 1) by the batch in training, else by the running statistics.</summary>
            public static Tensor batch_norm(
                Tensor input, Tensor? running_mean, Tensor? running_var, Tensor? weight = null, Tensor? bias = null, bool training = false,
                double momentum = 0.1, double eps = 1e-5)
                => Ops.BatchNorm.Call(input, weight, bias, running_mean, running_var, training, momentum, eps, true);

            /// <summary>Normalises each sample's channels in groups.</summary>
            public static Tensor group_norm(Tensor input, long num_groups, Tensor? weight = null, Tensor? bias = null, double eps = 1e-5)
                => Ops.GroupNorm.Call(input, num_groups, weight, bias, eps);

            /// <summary>Normalises each sample over its last dimensions.</summary>
            public static Tensor layer_norm(Tensor input, long[] normalized_shape, Tensor? weight = null, Tensor? bias = null, double eps = 1e-5)
                => Ops.LayerNorm.Call(input, normalized_shape, weight, bias, eps);
        }
    }
}
