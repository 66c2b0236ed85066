using EventCollab.Torch.Native;

namespace EventCollab.Torch;

/// <summary>Sets whether operators on this thread record their gradient, until disposed. No <c>await</c> inside.</summary>
public sealed unsafe class AutoGradMode : IDisposable
{
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private readonly int _previous;
    private bool _disposed;

    internal AutoGradMode(bool on)
    {
        int previous;
        Status.Check(NativeMethods.ec_grad_mode(on ? 1 : 0, &previous), "grad_mode");
        _previous = previous;
    }

    public static bool IsEnabled
    {
        get
        {
            int on;
            Status.Check(NativeMethods.ec_grad_mode(-1, &on), "grad_mode");
            return on != 0;
        }
    }

    /// <exception cref="InvalidOperationException">Another thread ends it: the mode is the thread's own.</exception>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        if (_thread != Environment.CurrentManagedThreadId)
        {
            throw new InvalidOperationException("a grad mode ends on another thread than it began on: no await inside no_grad()");
        }

        _disposed = true;
        int ignored;
        Status.Check(NativeMethods.ec_grad_mode(_previous, &ignored), "grad_mode");
    }
}
