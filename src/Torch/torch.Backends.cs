using EventCollab.Torch.Native;

namespace EventCollab.Torch;

public static partial class torch
{
    /// <summary>Whether float32 work on a GPU may round its inputs to TensorFloat-32: 10 bits of mantissa, several times the speed.</summary>
    public static class backends
    {
        public static class cuda
        {
            public static class matmul
            {
                /// <summary>For matrix products; off at start.</summary>
                public static bool allow_tf32
                {
                    get => Tf32(-1, -1).Matmul;
                    set => Tf32(value ? 1 : 0, -1);
                }
            }
        }

        public static class cudnn
        {
            /// <summary>For convolutions; on at start.</summary>
            public static bool allow_tf32
            {
                get => Tf32(-1, -1).Cudnn;
                set => Tf32(-1, value ? 1 : 0);
            }
        }

        private static unsafe (bool Matmul, bool Cudnn) Tf32(int matmul, int cudnn)
        {
            int beforeMatmul, beforeCudnn;
            Status.Check(NativeMethods.ec_allow_tf32(matmul, cudnn, &beforeMatmul, &beforeCudnn), "allow_tf32");
            return (beforeMatmul != 0, beforeCudnn != 0);
        }
    }
}
