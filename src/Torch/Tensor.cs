using System.Diagnostics;
using EventCollab.Torch.Native;

namespace EventCollab.Torch;

public static unsafe partial class torch
{
    /// <summary>
    /// A tensor. Every method that returns one gives it to the current dispose scope; outside a scope the caller disposes it.
    /// The finalizer is the last resort only.
    /// </summary>
    [DebuggerDisplay("{ToString(),nq}")]
    public partial class Tensor : IDisposable
    {
        private nint _handle;
        private long _pressure;

        internal Tensor(nint handle)
        {
            _handle = handle;
            Diagnostics.Born();
            if (DisposeScope.Current is { } scope)
            {
                scope.Add(this);
            }
            else
            {
                AddPressure();
            }
        }

        ~Tensor() => Dispose(false);

        /// <exception cref="ObjectDisposedException">The tensor was freed, by itself or with its scope.</exception>
        internal nint Handle
        {
            get
            {
                ObjectDisposedException.ThrowIf(_handle == 0, this);
                return _handle;
            }
        }

        internal DisposeScope? Scope { get; set; }

        internal Tensor? Previous { get; set; }

        internal Tensor? Next { get; set; }

        /// <summary>Whether the native memory was given back.</summary>
        public bool IsInvalid => _handle == 0;

        internal static Tensor Own(nint handle) => new(handle);

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            if (disposing)
            {
                Scope?.Remove(this);
            }

            var handle = Interlocked.Exchange(ref _handle, 0);
            if (handle != 0)
            {
                Diagnostics.Freed();
                NativeMethods.ec_free(handle);
            }

            RemovePressure();
        }

        /// <summary>Gives the tensor to the scope around its own, or to nobody where there is none.</summary>
        public Tensor MoveToOuterDisposeScope()
        {
            Scope?.MoveToOuter(this);
            return this;
        }

        /// <summary>Takes the tensor out of its scope: the caller disposes it.</summary>
        public Tensor DetachFromDisposeScope()
        {
            if (Scope is { } scope)
            {
                scope.Remove(this);
                AddPressure();
            }

            return this;
        }

        internal void Attach(DisposeScope scope)
        {
            RemovePressure();
            scope.Add(this);
        }

        /// <summary>Hands the native reference to the scope, which frees it with all others.</summary>
        internal nint TakeHandle()
        {
            GC.SuppressFinalize(this);
            var handle = Interlocked.Exchange(ref _handle, 0);
            if (handle != 0)
            {
                Diagnostics.Freed();
            }

            return handle;
        }

        /// <summary>Empties this object and gives its native reference to the caller.</summary>
        internal nint Release()
        {
            Scope?.Remove(this);
            RemovePressure();
            return TakeHandle();
        }

        /// <summary>Puts the memory of <paramref name="other"/> in this object's place and empties the other.</summary>
        internal void TakeOver(Tensor other)
        {
            var handle = other.Release();
            Diagnostics.Born();
            var old = Interlocked.Exchange(ref _handle, handle);
            if (old != 0)
            {
                Diagnostics.Freed();
                NativeMethods.ec_free(old);
            }

            RemovePressure();
            if (Scope is null)
            {
                AddPressure();
            }
        }

        // The managed object is tiny. Without pressure the collector sees no reason to run while native memory grows to gigabytes.
        private void AddPressure()
        {
            if (_handle == 0)
            {
                return;
            }

            long size;
            Status.Check(NativeMethods.ec_nbytes(_handle, &size), "nbytes");
            if (size > 0)
            {
                GC.AddMemoryPressure(size);
                _pressure = size;
            }
        }

        private void RemovePressure()
        {
            var size = Interlocked.Exchange(ref _pressure, 0);
            if (size > 0)
            {
                GC.RemoveMemoryPressure(size);
            }
        }

        public override string ToString()
            => IsInvalid ? "disposed tensor" : $"[{string.Join('x', shape)}], type = {dtype}, device = {device}";
    }
}
