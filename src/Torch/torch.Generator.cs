using EventCollab.Torch.Native;

namespace EventCollab.Torch;

public static unsafe partial class torch
{
    /// <summary>
    /// A source of random numbers of its own, on the CPU: what it gives depends on its seed alone. The seed of
    /// <see cref="manual_seed"/> is the whole process's, so threads that train at the same time disturb each other's numbers.
    /// </summary>
    public sealed class Generator : IDisposable
    {
        private nint _handle;

        public Generator(ulong seed = 0)
        {
            nint handle;
            Status.Check(NativeMethods.ec_generator_new(unchecked((long)seed), &handle), nameof(Generator));
            _handle = handle;
        }

        ~Generator() => Free();

        internal nint Handle
        {
            get
            {
                ObjectDisposedException.ThrowIf(_handle == 0, this);
                return _handle;
            }
        }

        public void Dispose()
        {
            Free();
            GC.SuppressFinalize(this);
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
