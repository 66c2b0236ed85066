using System.Net.Mime;
using System.Runtime.Serialization;
using System.Text.Json;
using EventCollab.Contracts.Wire;
using MassTransit;
using MassTransit.Serialization;

namespace EventCollab.Messaging.Serialization;

/// <summary>
/// Our wire form for MassTransit: the envelope inside the body, so that a message survives brokers and files without
/// their headers, and contracts as MessagePack.
/// </summary>
internal sealed class WireSerializer : ISerializerFactory, IMessageSerializer, IMessageDeserializer
{
    public const string MediaType = "application/vnd.eventcollab+msgpack";

    public ContentType ContentType { get; } = new(MediaType);

    public IMessageSerializer CreateSerializer() => this;

    public IMessageDeserializer CreateDeserializer() => this;

    public MessageBody GetMessageBody<T>(SendContext<T> context)
        where T : class
    {
        var known = MessageTypes.TryGet(typeof(T), out var type);
        var envelope = EnvelopeOf(context, known ? [type!.Name] : context.SupportedMessageTypes, isJson: !known);
        return Write(envelope, context.Message, static (buffer, message) => Encode(buffer, message));
    }

    public ConsumeContext Deserialize(ReceiveContext receiveContext)
    {
        var context = Deserialize(receiveContext.Body, receiveContext.TransportHeaders, receiveContext.InputAddress);
        return new BodyConsumeContext(receiveContext, context);
    }

    public SerializerContext Deserialize(MessageBody body, Headers headers, Uri? destinationAddress = null)
    {
        try
        {
            // A copy where the broker's client owns the bytes: it takes them back when the delivery is handled.
            var envelope = EnvelopeCodec.Read(body.GetBytes(), out var message);
            return new WireSerializerContext(this, envelope, message);
        }
        catch (WireFormatException failure)
        {
            throw new SerializationException($"The message's header cannot be read: {failure.Message}", failure);
        }
    }

    public MessageBody GetMessageBody(string text)
    {
        try
        {
            return new WireMessageBody(Convert.FromBase64String(text));
        }
        catch (FormatException failure)
        {
            throw new SerializationException("The text is not a message in base64.", failure);
        }
    }

    public void Probe(ProbeContext context)
    {
        var scope = context.CreateScope("eventcollab");
        scope.Add("contentType", MediaType);
    }

    /// <summary>The envelope that a message gets when it is sent.</summary>
    internal static WireEnvelope EnvelopeOf(SendContext context, string[] types, bool isJson) => new()
    {
        MessageTypes = types,
        IsJson = isJson,
        MessageId = context.MessageId,
        RequestId = context.RequestId,
        CorrelationId = context.CorrelationId,
        ConversationId = context.ConversationId,
        InitiatorId = context.InitiatorId,
        ResponseAddress = context.ResponseAddress,
        FaultAddress = context.FaultAddress,
        SentTime = context.SentTime,
        ExpirationTime = context.TimeToLive is { } life ? context.SentTime + life : null,
        Headers = context.Headers,
    };

    internal static WireMessageBody Write<T>(WireEnvelope envelope, T message, Action<PooledBufferWriter, T> write)
    {
        using var buffer = new PooledBufferWriter();
        EnvelopeCodec.Write(buffer, envelope);
        write(buffer, message);
        return new WireMessageBody(buffer.WrittenSpan.ToArray());
    }

    internal static void Encode<T>(PooledBufferWriter buffer, T message)
        where T : class
    {
        if (MessageTypes.TryGet(typeof(T), out var type))
        {
            type.Encode(buffer, message);
        }
        else
        {
            using var json = new Utf8JsonWriter(buffer);
            JsonSerializer.Serialize(json, message, SystemTextJsonMessageSerializer.Options);
        }
    }
}
