using EventCollab.Torch.Native;

namespace EventCollab.Torch;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            // Shared by all calls and never written: a default must not cost an array each time.
            private static readonly long[] Zeros2 = [0, 0];
            private static readonly long[] Ones2 = [1, 1];

            /// <summary>Convolution of [batch, in, length] with weights [out, in/groups, kernel].</summary>
            public static Tensor conv1d(
                Tensor input, Tensor weight, Tensor? bias = null, long? stride = null, long? padding = null, long? dilation = null, long groups = 1)
                => Ops.Conv1d.Call(input, weight, bias, new[] { stride ?? 1 }, new[] { padding ?? 0 }, new[] { dilation ?? 1 }, groups);

            public static Tensor conv1d_padding(
                Tensor input, Tensor weight, Tensor? bias = null, long? stride = null, Padding padding = Padding.Valid, long? dilation = null,
                long groups = 1)
                => Ops.Conv1dPadding.Call(input, weight, bias, new[] { stride ?? 1 }, Word(padding), new[] { dilation ?? 1 }, groups);

            /// <summary>Convolution of [batch, in, height, width] with weights [out, in/groups, kernel, kernel].</summary>
            public static Tensor conv2d(
                Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? dilation = null,
                long groups = 1)
                => Ops.Conv2d.Call(input, weight, bias, strides ?? Ones2, padding ?? Zeros2, dilation ?? Ones2, groups);

            public static Tensor conv2d_padding(
                Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, Padding padding = Padding.Valid, long[]? dilation = null,
                long groups = 1)
                => Ops.Conv2dPadding.Call(input, weight, bias, strides ?? Ones2, Word(padding), dilation ?? Ones2, groups);

            /// <summary>The transpose of a convolution, with weights [in, out/groups, kernel, kernel].</summary>
            public static Tensor conv_transpose2d(
                Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? output_padding = null,
                long[]? dilation = null, long groups = 1)
                => Ops.ConvTranspose2d.Call(
                    input, weight, bias, strides ?? Ones2, padding ?? Zeros2, output_padding ?? Zeros2, groups, dilation ?? Ones2);

            private static string Word(Padding padding) => padding == Padding.Same ? "same" : "valid";
        }
    }
}
