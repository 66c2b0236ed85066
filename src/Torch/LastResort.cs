using EventCollab.Torch.Native;

namespace EventCollab.Torch;

/// <summary>
/// Stands behind a tensor that no scope owns: frees it when the collector finds it unused, and tells the collector how much
/// native memory hangs on it. Without that the managed heap stays so small that the collector never runs.
/// </summary>
internal sealed unsafe class LastResort : IDisposable
{
    private readonly nint _handle;
    private readonly long _bytes;

    internal LastResort(nint handle)
    {
        _handle = handle;
        long bytes;
        Status.Check(NativeMethods.ec_nbytes(handle, &bytes), "nbytes");
        _bytes = bytes;
        if (bytes > 0)
        {
            GC.AddMemoryPressure(bytes);
        }
    }

    ~LastResort()
    {
        RemovePressure();
        Diagnostics.Freed(1);
        NativeMethods.ec_free(_handle);
    }

    /// <summary>Steps back: the caller frees the tensor or gives it to a scope.</summary>
    public void Dispose()
    {
        GC.SuppressFinalize(this);
        RemovePressure();
    }

    private void RemovePressure()
    {
        if (_bytes > 0)
        {
            GC.RemoveMemoryPressure(_bytes);
        }
    }
}
