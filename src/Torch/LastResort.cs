using EventCollab.Torch.Native;

namespace EventCollab.Torch;

/// <summary>
/// Stands behind a tensor that no scope owns: frees it when the collector finds it unused, and tells the collector how much
/// native memory hangs on it. Without that the managed heap stays so small that the collector never runs.
/// </summary>
internal sealed unsafe class LastResort
{
    // Making an object with a finalizer and taking the finalizer off again costs a fifth of a small operator, so those that
    // step back wait here for the thread's next tensor. Few: one that waited long is looked at by full collections only.
    private const int MostWaiting = 8;

    // The collector counts its own objects anyway; what is smaller than this does not outweigh them.
    private const long LeastPressure = 1024;

    [ThreadStatic]
    private static LastResort? _waiting;

    [ThreadStatic]
    private static int _countWaiting;

    private LastResort? _next;
    private nint _handle;
    private long _bytes;

    private LastResort()
    {
    }

    // One that waited until its thread ended stands behind nothing.
    ~LastResort()
    {
        if (_handle != 0)
        {
            RemovePressure();
            Diagnostics.Freed(1);
            NativeMethods.ec_free(_handle);
        }
    }

    internal static LastResort For(nint handle)
    {
        long bytes;
        Status.Check(NativeMethods.ec_nbytes(handle, &bytes), "nbytes");
        var made = _waiting;
        if (made is null)
        {
            made = new LastResort();
        }
        else
        {
            _waiting = made._next;
            _countWaiting--;
            made._next = null;
        }

        (made._handle, made._bytes) = (handle, bytes);
        if (bytes >= LeastPressure)
        {
            GC.AddMemoryPressure(bytes);
        }

        return made;
    }

    /// <summary>Steps back: the caller frees the tensor or gives it to a scope.</summary>
    internal void StepBack()
    {
        RemovePressure();
        _handle = 0;
        if (_countWaiting == MostWaiting)
        {
            GC.SuppressFinalize(this);
            return;
        }

        _next = _waiting;
        _waiting = this;
        _countWaiting++;
    }

    private void RemovePressure()
    {
        if (_bytes >= LeastPressure)
        {
            GC.RemoveMemoryPressure(_bytes);
        }
    }
}
