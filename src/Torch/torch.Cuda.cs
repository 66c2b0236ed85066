using System.Runtime.InteropServices;
using EventCollab.Torch.Native;

namespace EventCollab.Torch;

public static partial class torch
{
    public static class cuda
    {
        /// <summary>Whether this libtorch has CUDA and at least one device for it.</summary>
        public static bool is_available() => device_count() > 0;

        public static unsafe int device_count()
        {
            int count;
            Status.Check(NativeMethods.ec_cuda_count(&count), nameof(device_count));
            return count;
        }

        /// <summary>Waits until the device has done all that was asked of it.</summary>
        /// <exception cref="ExternalException">This libtorch has no CUDA.</exception>
        public static void synchronize(Device? device = null)
            => Status.Check(NativeMethods.ec_cuda_sync(device?.index ?? -1), nameof(synchronize));

        /// <summary>Seeds the current CUDA device's process-wide generator; nothing where there is none.</summary>
        public static void manual_seed(long seed)
        {
            if (is_available())
            {
                Seed(seed, -1);
            }
        }

        /// <summary>Seeds every CUDA device's process-wide generator; nothing where there is none.</summary>
        public static void manual_seed_all(long seed)
        {
            for (var i = 0; i < device_count(); i++)
            {
                Seed(seed, i);
            }
        }

        private static void Seed(long seed, int index)
        {
            using var generator = Generator.DefaultOf(device(DeviceType.CUDA, index));
            generator.manual_seed(seed);
        }
    }
}
