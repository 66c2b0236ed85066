namespace EventCollab.Torch;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>First values, written in place and without a gradient; each returns its tensor.</summary>
        public static class init
        {
            public enum FanInOut
            {
                FanIn = 0,
                FanOut = 1,
            }

            public enum NonlinearityType
            {
                Linear = 0,
                Conv1D,
                Conv2D,
                Conv3D,
                ConvTranspose1D,
                ConvTranspose2D,
                ConvTranspose3D,
                Sigmoid,
                Tanh,
                ReLU,
                LeakyReLU,
            }

            public static Tensor uniform_(Tensor tensor, double low = 0, double high = 1) => Write(tensor, t => t.uniform_(low, high));

            public static Tensor normal_(Tensor tensor, double mean = 0, double std = 1) => Write(tensor, t => t.normal_(mean, std));

            public static Tensor constant_(Tensor tensor, Scalar val) => Write(tensor, t => t.fill_(val));

            public static Tensor ones_(Tensor tensor) => constant_(tensor, 1);

            public static Tensor zeros_(Tensor tensor) => constant_(tensor, 0);

            /// <summary>Ones on the diagonal of a matrix.</summary>
            public static Tensor eye_(Tensor tensor)
                => Write(tensor, t =>
                {
                    var shape = Matrix(t);
                    using var made = eye(shape[0], shape[1], t.dtype, t.device);
                    t.copy_(made);
                });

            /// <summary>Uniform in ±gain √(6 / (fan in + fan out)): Glorot and Bengio 2010.</summary>
            public static Tensor xavier_uniform_(Tensor tensor, double gain = 1.0)
            {
                var (fanIn, fanOut) = CalculateFanInAndFanOut(tensor);
                // PyTorch's way over the standard deviation, so that the last bit is its.
                var bound = Math.Sqrt(3.0) * (gain * Math.Sqrt(2.0 / (fanIn + fanOut)));
                return uniform_(tensor, -bound, bound);
            }

            public static Tensor xavier_normal_(Tensor tensor, double gain = 1.0)
            {
                var (fanIn, fanOut) = CalculateFanInAndFanOut(tensor);
                return normal_(tensor, 0, gain * Math.Sqrt(2.0 / (fanIn + fanOut)));
            }

            /// <summary>Uniform in ±gain √(3 / fan): He et al. 2015.</summary>
            /// <param name="a">The negative slope of the leaky ReLU that follows.</param>
            public static Tensor kaiming_uniform_(
                Tensor tensor, double a = 0, FanInOut mode = FanInOut.FanIn, NonlinearityType nonlinearity = NonlinearityType.LeakyReLU)
            {
                var bound = Math.Sqrt(3.0) * Deviation(tensor, a, mode, nonlinearity);
                return uniform_(tensor, -bound, bound);
            }

            public static Tensor kaiming_normal_(
                Tensor tensor, double a = 0, FanInOut mode = FanInOut.FanIn, NonlinearityType nonlinearity = NonlinearityType.LeakyReLU)
                => normal_(tensor, 0, Deviation(tensor, a, mode, nonlinearity));

            /// <summary>Rows or columns, the fewer of them, orthogonal to each other and of length gain: Saxe et al. 2014.</summary>
            public static Tensor orthogonal_(Tensor tensor, double gain = 1.0)
                => Write(tensor, t =>
                {
                    var rows = t.ndim >= 2 ? t.size(0) : throw new ArgumentException("an orthogonal tensor has two dimensions or more");
                    using var scope = NewDisposeScope();
                    var drawn = randn([rows, t.numel() / rows], t.dtype, t.device);
                    var wide = drawn.size(0) < drawn.size(1);
                    var (q, r) = Native.Ops.LinalgQr.Call2(wide ? drawn.t() : drawn);
                    // The signs of R's diagonal go to Q: without it the draw is not uniform among the orthogonal matrices.
                    var signed = q * r.diagonal().sign();
                    t.copy_((wide ? signed.t() : signed).reshape(t.shape)).mul_(gain);
                });

            /// <summary>How much the standard deviation is raised for what follows the layer.</summary>
            public static double calculate_gain(NonlinearityType nonlinearity, double param = 0.0) => nonlinearity switch
            {
                NonlinearityType.Tanh => 5.0 / 3.0,
                NonlinearityType.ReLU => Math.Sqrt(2.0),
                NonlinearityType.LeakyReLU => Math.Sqrt(2.0 / (1 + (param * param))),
                _ => 1.0,
            };

            /// <summary>How many numbers go into an output and how many outputs a number goes into.</summary>
            public static (long fanIn, long fanOut) CalculateFanInAndFanOut(Tensor tensor)
            {
                var shape = tensor.shape;
                if (shape.Length < 2)
                {
                    throw new ArgumentException($"fan in and fan out need two dimensions or more, not {shape.Length}", nameof(tensor));
                }

                var field = shape[2..].Aggregate(1L, (product, n) => product * n);
                return (shape[1] * field, shape[0] * field);
            }

            private static double Deviation(Tensor tensor, double a, FanInOut mode, NonlinearityType nonlinearity)
            {
                var (fanIn, fanOut) = CalculateFanInAndFanOut(tensor);
                return calculate_gain(nonlinearity, a) / Math.Sqrt(mode == FanInOut.FanIn ? fanIn : fanOut);
            }

            private static long[] Matrix(Tensor tensor)
                => tensor.ndim == 2 ? tensor.shape : throw new ArgumentException($"a matrix is needed, not {tensor.ndim} dimensions");

            private static Tensor Write(Tensor tensor, Action<Tensor> write)
            {
                using var off = no_grad();
                write(tensor);
                return tensor;
            }
        }
    }
}
