using EventCollab.Torch.Native;

namespace EventCollab.Torch;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <param name="pad">Before and after the last dimension, then before and after the one before it, and so on.</param>
            public static Tensor pad(Tensor input, long[] pad, PaddingModes mode = PaddingModes.Constant, double value = 0)
                => Ops.Pad.Call(input, pad, Word(mode), mode is PaddingModes.Constant or PaddingModes.Zeros ? value : Arg.None);

            public static Tensor pad(Tensor input, (long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0)
                => functional.pad(input, [pad.Item1, pad.Item2], mode, value);

            public static Tensor pad(Tensor input, (long, long, long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0)
                => functional.pad(input, [pad.Item1, pad.Item2, pad.Item3, pad.Item4], mode, value);

            /// <param name="pad">The same before and after every dimension.</param>
            public static Tensor pad(Tensor input, long pad, PaddingModes mode = PaddingModes.Constant, double value = 0)
                => functional.pad(input, [.. Enumerable.Repeat(pad, 2 * input.ndim)], mode, value);

            /// <summary>Resizes [batch, channels, length] or [batch, channels, height, width], to a size or by factors.</summary>
            /// <exception cref="ArgumentException">Not one of size and factor, or the mode does not fit the dimensions.</exception>
            public static Tensor interpolate(
                Tensor x, long[]? size = null, double[]? scale_factor = null, InterpolationMode mode = InterpolationMode.Nearest,
                bool? align_corners = null, bool recompute_scale_factor = false, bool antialias = false)
            {
                if (antialias)
                {
                    throw new ArgumentException("antialiasing is not offered", nameof(antialias));
                }

                if (size is null == scale_factor is null)
                {
                    throw new ArgumentException("give either a size or a scale factor");
                }

                var spatial = x.ndim - 2;
                var (sizes, factors) = (Each(size, spatial), Each(scale_factor, spatial));
                if (factors is not null && (recompute_scale_factor || mode is InterpolationMode.Area))
                {
                    var shape = x.shape;
                    sizes = [.. factors.Select((factor, i) => (long)Math.Floor(shape[i + 2] * factor))];
                    factors = null;
                }

                return Resize(x, spatial, sizes, factors, mode, align_corners);
            }

            public static Tensor upsample_bilinear(Tensor x, long[]? size = null, double[]? scale_factor = null, bool align_corners = false)
                => interpolate(x, size, scale_factor, InterpolationMode.Bilinear, align_corners);

            public static Tensor upsample_nearest(Tensor x, long[]? size = null, double[]? scale_factor = null, bool align_corners = false)
                => interpolate(x, size, scale_factor);

            private static Tensor Resize(Tensor x, int spatial, long[]? sizes, double[]? factors, InterpolationMode mode, bool? corners)
                => (mode, spatial) switch
                {
                    (InterpolationMode.Nearest, 1) => Ops.UpsampleNearest1d.Call(x, sizes, factors),
                    (InterpolationMode.Nearest, 2) => Ops.UpsampleNearest2d.Call(x, sizes, factors),
                    (InterpolationMode.NearestExact, 1) => Ops.UpsampleNearestExact1d.Call(x, sizes, factors),
                    (InterpolationMode.NearestExact, 2) => Ops.UpsampleNearestExact2d.Call(x, sizes, factors),
                    (InterpolationMode.Linear, 1) => Ops.UpsampleLinear1d.Call(x, sizes, corners ?? false, factors),
                    (InterpolationMode.Bilinear, 2) => Ops.UpsampleBilinear2d.Call(x, sizes, corners ?? false, factors),
                    (InterpolationMode.Bicubic, 2) => Ops.UpsampleBicubic2d.Call(x, sizes, corners ?? false, factors),
                    (InterpolationMode.Area, 2) => adaptive_avg_pool2d(x, sizes!),
                    _ => throw new ArgumentException($"{mode} does not resize {spatial} dimensions", nameof(mode)),
                };

            private static T[]? Each<T>(T[]? values, int spatial)
                => values is not [var all] ? values : [.. Enumerable.Repeat(all, spatial)];

            private static string Word(PaddingModes mode) => mode switch
            {
                PaddingModes.Reflect => "reflect",
                PaddingModes.Replicate => "replicate",
                PaddingModes.Circular => "circular",
                _ => "constant",
            };
        }
    }
}
