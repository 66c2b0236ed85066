using System.Buffers;
using EventCollab.Torch.Native;

namespace EventCollab.Torch;

/// <summary>
/// Owns every tensor made on this thread until it is disposed. Lexical and bound to the thread: no <c>await</c> inside.
/// </summary>
public sealed class DisposeScope : IDisposable
{
    [ThreadStatic]
    private static DisposeScope? _current;

    private readonly DisposeScope? _outer;
    private readonly int _thread = Environment.CurrentManagedThreadId;

    // A doubly linked list through the tensors: a tensor leaves in constant time, however many the scope holds.
    private torch.Tensor? _first;
    private int _count;
    private bool _disposed;

    internal DisposeScope()
    {
        _outer = _current;
        _current = this;
    }

    // A thread that died inside its scope leaves the tensors to the collector; none of them is used any more when this runs.
    ~DisposeScope() => Free();

    internal static DisposeScope? Current => _current;

    /// <summary>How many tensors the scope would free now.</summary>
    public int DisposablesCount => _count;

    internal void Add(torch.Tensor tensor)
    {
        tensor.Scope = this;
        tensor.Next = _first;
        if (_first is not null)
        {
            _first.Previous = tensor;
        }

        _first = tensor;
        _count++;
    }

    internal void Remove(torch.Tensor tensor)
    {
        if (tensor.Previous is null)
        {
            _first = tensor.Next;
        }
        else
        {
            tensor.Previous.Next = tensor.Next;
        }

        if (tensor.Next is not null)
        {
            tensor.Next.Previous = tensor.Previous;
        }

        (tensor.Scope, tensor.Previous, tensor.Next) = (null, null, null);
        _count--;
    }

    /// <summary>Gives the tensor to the scope around this one, or to nobody where there is none.</summary>
    public void MoveToOuter(torch.Tensor tensor)
    {
        tensor.DetachFromDisposeScope();
        if (_outer is not null)
        {
            tensor.Attach(_outer);
        }
    }

    /// <summary>Frees every tensor still in the scope, in one native call.</summary>
    /// <exception cref="InvalidOperationException">Scopes do not nest: another thread or another scope is current.</exception>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        if (_current != this)
        {
            throw new InvalidOperationException(
                _thread == Environment.CurrentManagedThreadId
                    ? "a dispose scope ends before the scope inside it"
                    : "a dispose scope ends on another thread than it began on: no await inside a scope");
        }

        _disposed = true;
        _current = _outer;
        GC.SuppressFinalize(this);
        Free();
    }

    private unsafe void Free()
    {
        if (_count == 0)
        {
            return;
        }

        var handles = ArrayPool<nint>.Shared.Rent(_count);
        var n = 0;
        for (var tensor = _first; tensor is not null;)
        {
            var next = tensor.Next;
            (tensor.Scope, tensor.Previous, tensor.Next) = (null, null, null);
            handles[n++] = tensor.TakeHandle();
            tensor = next;
        }

        (_first, _count) = (null, 0);
        Diagnostics.Freed(n);
        fixed (nint* start = handles)
        {
            NativeMethods.ec_free_many(start, n);
        }

        ArrayPool<nint>.Shared.Return(handles);
    }
}
