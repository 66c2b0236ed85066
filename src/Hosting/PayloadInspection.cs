using System.Buffers;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using EventCollab.Contracts;
using EventCollab.Messaging.Payloads;

namespace EventCollab.Hosting;

/// <summary>
/// What must be true of a contribution's payload before anybody computes with it. The descriptor is checked first, so
/// that oversized or foreign bytes are refused before they are stored; the hash is the payload store's to check.
/// </summary>
public static class PayloadInspection
{
    // A multiple of every element's size, so that no element is ever cut in two.
    private const int ChunkBytes = 64 * 1024;

    /// <returns>Null where the payload is what the plan expects; otherwise why it is refused, in one line.</returns>
    public static (RefusalReason Reason, string Detail)? Check(PayloadDescriptor descriptor, ReadOnlyMemory<byte> bytes, RoundPlan plan) =>
        CheckDescriptor(descriptor, plan) ?? CheckBytes(descriptor, bytes.Span);

    /// <inheritdoc cref="Check(PayloadDescriptor, ReadOnlyMemory{byte}, RoundPlan)"/>
    /// <remarks>Reads in pieces of 64 KiB, whatever the payload's length.</remarks>
    public static (RefusalReason Reason, string Detail)? Check(PayloadDescriptor descriptor, Stream stream, RoundPlan plan) =>
        CheckDescriptor(descriptor, plan) ?? CheckStream(descriptor, stream);

    /// <summary>Codec, size, and tensors by name, element type, shape and order: all that can be said without the bytes.</summary>
    public static (RefusalReason Reason, string Detail)? CheckDescriptor(PayloadDescriptor descriptor, RoundPlan plan)
    {
        if (descriptor.Codec != PayloadDescriptor.RawCodec)
        {
            return (RefusalReason.UnknownCodec, $"The codec is '{Excerpt.Of(descriptor.Codec)}'; '{PayloadDescriptor.RawCodec}' is expected.");
        }

        if (descriptor.Length > plan.MaxContributionBytes)
        {
            return (RefusalReason.Oversized, $"The payload has {descriptor.Length} bytes; the plan allows {plan.MaxContributionBytes}.");
        }

        return CheckTensors(descriptor, plan.Expected);
    }

    /// <summary>Tensors by name, element type, shape and order, and that they fill the length.</summary>
    /// <param name="descriptor">What came, or is about to leave.</param>
    /// <param name="expected">Empty where the codec decides.</param>
    public static (RefusalReason Reason, string Detail)? CheckTensors(PayloadDescriptor descriptor, IReadOnlyList<TensorDescriptor> expected)
    {
        if (expected.Count > 0 && !Same(descriptor.Tensors, expected))
        {
            return (RefusalReason.WrongShape, $"Expected {ShapeText.Of(expected)}; got {ShapeText.Of(descriptor.Tensors)}.");
        }

        try
        {
            TensorPayload.DescribedLength(descriptor);
            return null;
        }
        catch (PayloadException exception)
        {
            return (RefusalReason.Malformed, exception.Message);
        }
    }

    private static bool Same(IReadOnlyList<TensorDescriptor> actual, IReadOnlyList<TensorDescriptor> expected)
    {
        if (actual.Count != expected.Count)
        {
            return false;
        }

        for (var i = 0; i < actual.Count; i++)
        {
            if (actual[i].Name != expected[i].Name || actual[i].Type != expected[i].Type || !actual[i].Shape.SequenceEqual(expected[i].Shape))
            {
                return false;
            }
        }

        return true;
    }

    private static (RefusalReason, string)? CheckBytes(PayloadDescriptor descriptor, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != descriptor.Length)
        {
            return WrongLength(descriptor, bytes.Length);
        }

        foreach (var tensor in descriptor.Tensors)
        {
            var size = (int)TensorPayload.Specify(tensor).ByteLength;
            if (!IsFinite(tensor.Type, bytes[..size]))
            {
                return NotFinite(tensor);
            }

            bytes = bytes[size..];
        }

        return null;
    }

    private static (RefusalReason, string)? CheckStream(PayloadDescriptor descriptor, Stream stream)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            var read = 0L;
            foreach (var tensor in descriptor.Tensors)
            {
                for (var left = TensorPayload.Specify(tensor).ByteLength; left > 0;)
                {
                    var chunk = buffer.AsSpan(0, (int)Math.Min(left, ChunkBytes));
                    var got = stream.ReadAtLeast(chunk, chunk.Length, throwOnEndOfStream: false);
                    read += got;
                    if (got < chunk.Length)
                    {
                        return WrongLength(descriptor, read);
                    }

                    if (!IsFinite(tensor.Type, chunk))
                    {
                        return NotFinite(tensor);
                    }

                    left -= chunk.Length;
                }
            }

            return stream.ReadByte() < 0 ? null : WrongLength(descriptor, read + 1);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static (RefusalReason, string) WrongLength(PayloadDescriptor descriptor, long length) =>
        (RefusalReason.HashMismatch, $"The descriptor says {descriptor.Length} bytes; {length} came.");

    private static (RefusalReason, string) NotFinite(TensorDescriptor tensor) =>
        (RefusalReason.NonFinite, $"Tensor {ShapeText.Of(tensor)} holds a value that is not finite.");

    private static bool IsFinite(ElementType type, ReadOnlySpan<byte> bytes) => type switch
    {
        ElementType.Float32 => TensorPrimitives.IsFiniteAll(MemoryMarshal.Cast<byte, float>(bytes)),
        ElementType.Float64 => TensorPrimitives.IsFiniteAll(MemoryMarshal.Cast<byte, double>(bytes)),
        _ => true,
    };
}
