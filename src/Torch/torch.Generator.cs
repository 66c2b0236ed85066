using System.Runtime.InteropServices;
using EventCollab.Torch.Native;

namespace EventCollab.Torch;

public static unsafe partial class torch
{
    /// <summary>
    /// A source of random numbers of its own: what it gives depends on its seed alone. The seed of
    /// <see cref="manual_seed"/> is the whole process's, so threads that train at the same time disturb each other's numbers.
    /// A CUDA device's numbers are not the CPU's, whatever the seed.
    /// </summary>
    public sealed class Generator : IDisposable
    {
        private nint _handle;

        /// <exception cref="ExternalException">The device is not there.</exception>
        public Generator(ulong seed = 0, Device? device = null)
        {
            this.device = device ?? CPU;
            nint handle;
            Status.Check(
                NativeMethods.ec_generator_new(unchecked((long)seed), (int)this.device.type, this.device.index, &handle), nameof(Generator));
            _handle = handle;
        }

        private Generator(nint handle, Device device) => (_handle, this.device) = (handle, device);

        ~Generator() => Free();

        /// <summary>The process-wide generator of the CPU: a new object for the same numbers at each read.</summary>
        public static Generator Default => DefaultOf(CPU);

        public Device device { get; }

        internal nint Handle
        {
            get
            {
                ObjectDisposedException.ThrowIf(_handle == 0, this);
                return _handle;
            }
        }

        /// <summary>Begins anew from this seed.</summary>
        public Generator manual_seed(long seed)
        {
            Check(NativeMethods.ec_generator_set_seed(Handle, seed));
            return this;
        }

        /// <summary>The seed it last began from.</summary>
        public long initial_seed()
        {
            long seed;
            Check(NativeMethods.ec_generator_get_seed(Handle, &seed));
            return seed;
        }

        /// <summary>Where the generator stands: bytes on the CPU that <see cref="set_state"/> takes.</summary>
        public Tensor get_state()
        {
            nint state;
            Check(NativeMethods.ec_generator_get_state(Handle, &state));
            return Tensor.Own(state);
        }

        /// <exception cref="ExternalException">The tensor is no state of such a generator.</exception>
        public void set_state(Tensor value)
        {
            Check(NativeMethods.ec_generator_set_state(Handle, value.Handle));
            GC.KeepAlive(value);
        }

        public void Dispose()
        {
            Free();
            GC.SuppressFinalize(this);
        }

        internal static Generator DefaultOf(Device device)
        {
            nint handle;
            Status.Check(NativeMethods.ec_generator_default((int)device.type, device.index, &handle), nameof(Generator));
            return new Generator(handle, device);
        }

        private void Check(int code)
        {
            Status.Check(code, nameof(Generator));
            GC.KeepAlive(this);
        }

        private void Free()
        {
            var handle = Interlocked.Exchange(ref _handle, 0);
            if (handle != 0)
            {
                NativeMethods.ec_generator_free(handle);
            }
        }
    }
}
