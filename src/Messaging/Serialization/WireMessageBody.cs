using MassTransit;

namespace EventCollab.Messaging.Serialization;

/// <summary>A frame as MassTransit moves it. As text it is base64: the frame is binary.</summary>
internal sealed class WireMessageBody(byte[] frame) : MessageBody
{
    public long? Length => frame.Length;

    public Stream GetStream() => new MemoryStream(frame, writable: false);

    public byte[] GetBytes() => frame;

    public string GetString() => Convert.ToBase64String(frame);
}
