using System.Buffers;

namespace EventCollab.Contracts.Wire;

/// <summary>Turns contracts into MessagePack and back: records become arrays in the order of their <see cref="FieldAttribute"/>s.</summary>
public static class ContractCodec
{
    /// <summary>Writes a contract of type <typeparamref name="T"/> at the end of the buffer.</summary>
    /// <exception cref="InvalidOperationException">A value that must be set is not, or the type is no contract.</exception>
    public static void Encode<T>(IBufferWriter<byte> buffer, T contract)
        where T : class => FormatterCache<T>.Formatter.Write(new MessagePackWriter(buffer), contract);

    /// <inheritdoc cref="Encode{T}(IBufferWriter{byte}, T)"/>
    public static byte[] Encode<T>(T contract)
        where T : class
    {
        using var buffer = new PooledBufferWriter();
        Encode(buffer, contract);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>
    /// Reads one contract that fills the input. Binaries are slices of the input: it must stay unchanged as long as the
    /// contract is used.
    /// </summary>
    /// <exception cref="WireFormatException">The bytes are anything else; no other exception depends on the bytes.</exception>
    public static T Decode<T>(ReadOnlyMemory<byte> bytes)
        where T : class
    {
        var reader = new MessagePackReader(bytes);
        var contract = FormatterCache<T>.Formatter.Read(ref reader);
        reader.ReadEnd();
        return contract;
    }

    /// <summary>Writes a message by its own type, which must be in <see cref="MessageTypes"/>.</summary>
    public static void EncodeMessage(IBufferWriter<byte> buffer, object message) =>
        MessageTypes.Of(message.GetType()).Encode(buffer, message);

    /// <inheritdoc cref="EncodeMessage(IBufferWriter{byte}, object)"/>
    public static byte[] EncodeMessage(object message)
    {
        using var buffer = new PooledBufferWriter();
        EncodeMessage(buffer, message);
        return buffer.WrittenSpan.ToArray();
    }

    /// <inheritdoc cref="Decode{T}(ReadOnlyMemory{byte})"/>
    public static object Decode(Type messageType, ReadOnlyMemory<byte> bytes) => MessageTypes.Of(messageType).Decode(bytes);
}
