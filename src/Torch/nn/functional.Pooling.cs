using EventCollab.Torch.Native;

namespace EventCollab.Torch;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            public static Tensor max_pool2d(
                Tensor input, long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null, bool ceil_mode = false)
                => Ops.MaxPool2d.Call(input, kernel_size, strides ?? kernel_size, padding ?? Zeros2, dilation ?? Ones2, ceil_mode);

            public static Tensor max_pool2d(
                Tensor input, long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false)
                => max_pool2d(input, Twice(kernel_size), Twice(stride), Twice(padding), Twice(dilation), ceil_mode);

            public static Tensor max_pool2d(
                Tensor input, (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null, (long, long)? dilation = null,
                bool ceil_mode = false)
                => max_pool2d(input, Pair(kernel_size), Pair(stride), Pair(padding), Pair(dilation), ceil_mode);

            /// <summary>The largest value of each window and its place in the plane it came from.</summary>
            public static (Tensor output, Tensor indices) max_pool2d_with_indices(
                Tensor input, long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null, bool ceil_mode = false)
                => Ops.MaxPool2dWithIndices.Call2(
                    input, kernel_size, strides ?? kernel_size, padding ?? Zeros2, dilation ?? Ones2, ceil_mode);

            public static Tensor avg_pool2d(
                Tensor input, long[] kernel_size, long[]? stride = null, long[]? padding = null, bool ceil_mode = false,
                bool count_include_pad = true, long? divisor_override = null)
                => Ops.AvgPool2d.Call(
                    input, kernel_size, stride ?? kernel_size, padding ?? Zeros2, ceil_mode, count_include_pad, Arg.Optional(divisor_override));

            public static Tensor avg_pool2d(
                Tensor input, long kernel_size, long? stride = null, long padding = 0, bool ceil_mode = false, bool count_include_pad = true,
                long? divisor_override = null)
                => avg_pool2d(input, Twice(kernel_size), Twice(stride), Twice(padding), ceil_mode, count_include_pad, divisor_override);

            public static Tensor avg_pool2d(
                Tensor input, (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null, bool ceil_mode = false,
                bool count_include_pad = true, long? divisor_override = null)
                => avg_pool2d(input, Pair(kernel_size), Pair(stride), Pair(padding), ceil_mode, count_include_pad, divisor_override);

            /// <summary>Means of output_size windows in height and width.</summary>
            public static Tensor adaptive_avg_pool2d(Tensor input, long[] output_size) => Ops.AdaptiveAvgPool2d.Call(input, output_size);

            public static Tensor adaptive_avg_pool2d(Tensor input, (long, long) output_size) => adaptive_avg_pool2d(input, Pair(output_size));

            public static Tensor adaptive_avg_pool2d(Tensor input, long output_size) => adaptive_avg_pool2d(input, Twice(output_size));

            private static long[] Twice(long size) => [size, size];

            private static long[]? Twice(long? size) => size is { } s ? Twice(s) : null;

            private static long[] Pair((long, long) size) => [size.Item1, size.Item2];

            private static long[]? Pair((long, long)? size) => size is { } s ? Pair(s) : null;
        }
    }
}
