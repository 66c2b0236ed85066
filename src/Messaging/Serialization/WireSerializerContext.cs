using System.Diagnostics.CodeAnalysis;
using System.Runtime.Serialization;
using System.Text.Json;
using EventCollab.Contracts.Wire;
using MassTransit;
using MassTransit.Serialization;

namespace EventCollab.Messaging.Serialization;

/// <summary>A received message: header read, body read when it is asked for, once.</summary>
internal sealed class WireSerializerContext(WireSerializer serializer, WireEnvelope envelope, ReadOnlyMemory<byte> body)
    : BaseSerializerContext(SystemTextJsonMessageSerializer.Instance, envelope, TypesOf(envelope))
{
    private readonly Dictionary<Type, object> _read = [];

    public override bool TryGetMessage<T>([NotNullWhen(true)] out T? message)
        where T : class
    {
        message = Supports(typeof(T)) ? (T)Read(typeof(T)) : null;
        return message is not null;
    }

    public override bool TryGetMessage(Type messageType, [NotNullWhen(true)] out object? message)
    {
        message = Read(messageType);
        return true;
    }

    public override IMessageSerializer GetMessageSerializer() => new RelaySerializer(envelope, body);

    public override IMessageSerializer GetMessageSerializer<T>(MessageEnvelope envelope, T message) => serializer;

    public override IMessageSerializer GetMessageSerializer(object message, string[] messageTypes) => serializer;

    public override Dictionary<string, object> ToDictionary<T>(T? message)
        where T : class => message is null
        ? new Dictionary<string, object>(StringComparer.OrdinalIgnoreCase)
        : JsonSerializer.SerializeToElement(message, SystemTextJsonMessageSerializer.Options).Deserialize<Dictionary<string, object>>()!;

    /// <summary>MassTransit dispatches by its own names of types.</summary>
    private static string[] TypesOf(WireEnvelope envelope)
    {
        if (envelope.IsJson)
        {
            return envelope.MessageTypes;
        }

        // A name that is not in the contracts stays as it is: nobody consumes it, and it ends in the skipped queue.
        return MessageTypes.TryGet(envelope.MessageTypes[0], out var type) ? [MessageUrn.ForTypeString(type.Type)] : envelope.MessageTypes;
    }

    /// <summary>A contract never travels as JSON: that form would bring ids and lists past the checks of the contracts' codec.</summary>
    private bool Supports(Type type) => MessageTypes.TryGet(type, out var known)
        ? !envelope.IsJson && known.Name == envelope.MessageTypes[0]
        : envelope.IsJson && Array.IndexOf(SupportedMessageTypes, MessageUrn.ForTypeString(type)) >= 0;

    private object Read(Type type)
    {
        if (!_read.TryGetValue(type, out var message))
        {
            _read.Add(type, message = envelope.IsJson && !MessageTypes.TryGet(type, out _) ? ReadJson(type) : ReadContract(type));
        }

        return message;
    }

    private object ReadContract(Type type)
    {
        if (!MessageTypes.TryGet(type, out var known))
        {
            throw new SerializationException($"{type.Name} is not a message of the contracts.");
        }

        return known.Decode(body);
    }

    private object ReadJson(Type type)
    {
        try
        {
            return JsonSerializer.Deserialize(body.Span, type, SystemTextJsonMessageSerializer.Options)
                ?? throw new SerializationException($"The body of {type.Name} is empty.");
        }
        catch (Exception failure) when (failure is JsonException or NotSupportedException)
        {
            throw new SerializationException($"The body of {type.Name} cannot be read.", failure);
        }
    }
}
