using System.Diagnostics;
using EventCollab.Torch.Native;

namespace EventCollab.Torch;

public static unsafe partial class torch
{
    /// <summary>
    /// A tensor. Every method that returns one gives it to the current dispose scope; outside a scope the caller disposes it,
    /// and a finalizer is the last resort.
    /// </summary>
    [DebuggerDisplay("{ToString(),nq}")]
    public partial class Tensor : IDisposable
    {
        private nint _handle;

        // Only outside a scope: making an object with a finalizer costs as much as a small operator.
        private LastResort? _lastResort;

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
                _lastResort = LastResort.For(handle);
            }
        }

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
            var handle = Release();
            if (handle != 0)
            {
                NativeMethods.ec_free(handle);
            }
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
                _lastResort = LastResort.For(_handle);
            }

            return this;
        }

        internal void Attach(DisposeScope scope)
        {
            _lastResort?.StepBack();
            _lastResort = null;
            scope.Add(this);
        }

        /// <summary>Hands the native reference over, uncounted: to the scope, which frees and counts all together.</summary>
        internal nint TakeHandle()
        {
            var handle = _handle;
            _handle = 0;
            return handle;
        }

        /// <summary>Puts the memory of <paramref name="other"/> in this object's place and empties the other.</summary>
        internal void TakeOver(Tensor other)
        {
            var old = TakeHandle();
            _handle = other.Release();
            NativeMethods.ec_free(old);
            if (_lastResort is { } before)
            {
                // Forgotten before it waits for another tensor: what comes next can fail.
                _lastResort = null;
                before.StepBack();
                _lastResort = LastResort.For(_handle);
            }
        }

        /// <summary>Empties this object and gives its native reference to the caller.</summary>
        internal nint Release()
        {
            Scope?.Remove(this);
            _lastResort?.StepBack();
            _lastResort = null;
            if (_handle != 0)
            {
                Diagnostics.Freed(1);
            }

            return TakeHandle();
        }

        public override string ToString()
            => IsInvalid ? "disposed tensor" : $"[{string.Join('x', shape)}], type = {dtype}, device = {device}";
    }
}
