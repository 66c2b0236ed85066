using System.Runtime.InteropServices;
using EventCollab.Torch.Native;

namespace EventCollab.Torch;

public static unsafe partial class torch
{
    public partial class Tensor
    {
        public long[] shape
        {
            get
            {
                var sizes = new long[ndim];
                fixed (long* start = sizes)
                {
                    Check(NativeMethods.ec_sizes(Handle, start, sizes.Length));
                }

                return sizes;
            }
        }

        public int ndim
        {
            get
            {
                int value;
                Check(NativeMethods.ec_dim(Handle, &value));
                return value;
            }
        }

        public long dim() => ndim;

        public ScalarType dtype
        {
            get
            {
                int value;
                Check(NativeMethods.ec_dtype(Handle, &value));
                return (ScalarType)value;
            }
        }

        public Device device
        {
            get
            {
                int type, index;
                Check(NativeMethods.ec_device(Handle, &type, &index));
                return new Device((DeviceType)type, index);
            }
        }

        public DeviceType device_type => device.type;

        public long numel()
        {
            long value;
            Check(NativeMethods.ec_numel(Handle, &value));
            return value;
        }

        public long NumberOfElements => numel();

        public long ElementSize => SizeOf(dtype);

        public long size(int dim)
        {
            var sizes = shape;
            return sizes[dim < 0 ? dim + sizes.Length : dim];
        }

        /// <summary>The bytes of the elements in row order; a copy.</summary>
        public Span<byte> bytes
        {
            get
            {
                var copy = new byte[numel() * ElementSize];
                CopyTo<byte>(copy);
                return copy;
            }
        }

        /// <summary>The elements, read through a copy when asked for.</summary>
        /// <exception cref="ArgumentException">The tensor's element type is not <typeparamref name="T"/>.</exception>
        public Utils.TensorAccessor<T> data<T>()
            where T : unmanaged
            => TypeOf<T>() == dtype ? new(this) : throw new ArgumentException($"the tensor holds {dtype}, not {typeof(T).Name}");

        /// <summary>The only element of a tensor of one, converted where no value is lost in kind.</summary>
        public T item<T>()
            where T : unmanaged
        {
            var value = ReadItem();
            return value.Tag == EcTag.Double ? FromDouble<T>(value.Double) : FromInt<T>(value);
        }

        public Scalar item()
        {
            var value = ReadItem();
            return value.Tag switch
            {
                EcTag.Double => value.Double,
                EcTag.Bool => value.Int != 0,
                _ => value.Int,
            };
        }

        internal void CopyTo<T>(Span<T> destination)
            where T : unmanaged
        {
            fixed (T* start = destination)
            {
                Check(NativeMethods.ec_to_buffer(Handle, start, (long)destination.Length * sizeof(T)));
            }
        }

        private static T FromDouble<T>(double value)
            where T : unmanaged
        {
            if (typeof(T) == typeof(float))
            {
                return (T)(object)(float)value;
            }

            if (typeof(T) == typeof(double))
            {
                return (T)(object)value;
            }

            throw new ArgumentException($"the tensor holds a floating point number, not {typeof(T).Name}");
        }

        private static T FromInt<T>(in EcVal value)
            where T : unmanaged
            => Type.GetTypeCode(typeof(T)) switch
            {
                TypeCode.Boolean when value.Tag == EcTag.Bool => (T)(object)(value.Int != 0),
                TypeCode.Byte => (T)(object)checked((byte)value.Int),
                TypeCode.SByte => (T)(object)checked((sbyte)value.Int),
                TypeCode.Int16 => (T)(object)checked((short)value.Int),
                TypeCode.Int32 => (T)(object)checked((int)value.Int),
                TypeCode.Int64 => (T)(object)value.Int,
                TypeCode.Single => (T)(object)(float)value.Int,
                TypeCode.Double => (T)(object)(double)value.Int,
                _ => throw new ArgumentException($"the tensor holds {value.Tag}, not {typeof(T).Name}"),
            };

        private EcVal ReadItem()
        {
            EcVal value;
            Check(NativeMethods.ec_item(Handle, &value), "item");
            return value;
        }

        private void Check(int code, [System.Runtime.CompilerServices.CallerMemberName] string name = "")
        {
            // Up to here the handle was in use: the finalizer must not have freed it.
            GC.KeepAlive(this);
            Status.Check(code, name);
        }
    }
}
