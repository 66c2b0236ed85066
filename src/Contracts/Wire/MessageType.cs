using System.Buffers;

namespace EventCollab.Contracts.Wire;

/// <summary>A message's type with its name on the wire and in tables.</summary>
public abstract class MessageType
{
    private protected MessageType(string name, Type type)
    {
        Name = name;
        Type = type;
    }

    /// <summary>Stays the same for ever, whatever becomes of the class's name.</summary>
    public string Name { get; }

    public Type Type { get; }

    /// <exception cref="InvalidCastException">The message is of another type.</exception>
    public abstract void Encode(IBufferWriter<byte> buffer, object message);

    /// <inheritdoc cref="ContractCodec.Decode{T}(ReadOnlyMemory{byte})"/>
    public abstract ICollaborationMessage Decode(ReadOnlyMemory<byte> bytes);

    public override string ToString() => Name;
}

internal sealed class MessageType<T>(string name) : MessageType(name, typeof(T))
    where T : class, ICollaborationMessage
{
    public override void Encode(IBufferWriter<byte> buffer, object message) => ContractCodec.Encode(buffer, (T)message);

    public override ICollaborationMessage Decode(ReadOnlyMemory<byte> bytes) => ContractCodec.Decode<T>(bytes);
}
