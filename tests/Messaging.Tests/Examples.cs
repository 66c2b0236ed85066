using EventCollab.Contracts;
using EventCollab.Contracts.Messages;

namespace EventCollab.Messaging.Tests;

/// <summary>Small messages and payloads for tests.</summary>
internal static class Examples
{
    public static readonly CollaborationId Collaboration = new(Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"));

    public static readonly OrganizationId Alpha = new("alpha");

    public static DeadlineReached Deadline(int round, int step = 0) => new() { Collaboration = Collaboration, Round = round, Step = step };

    public static RoundOpened Opened(int round, Payload? payload) => new()
    {
        Collaboration = Collaboration,
        Round = round,
        Step = 0,
        Organization = Alpha,
        Payload = payload,
    };

    /// <summary>Bytes that differ from place to place, so that a part in the wrong place is seen.</summary>
    public static byte[] Bytes(int length, int seed = 1)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    public static PayloadDescriptor Describe(byte[] bytes) => new()
    {
        Hash = ContentHash.Of(bytes),
        Length = bytes.Length,
        Codec = PayloadDescriptor.RawCodec,
        Tensors = [new TensorDescriptor { Name = "x", Type = ElementType.UInt8, Shape = [bytes.Length] }],
    };

    public static Payload PayloadOf(byte[] bytes, bool inline = false) => new()
    {
        Descriptor = Describe(bytes),
        Inline = inline ? bytes : default(ReadOnlyMemory<byte>),
    };

    public static IEnumerable<PayloadPart> Parts(byte[] bytes)
    {
        for (var index = 0; index * Payload.MaxInlineBytes < bytes.Length; index++)
        {
            var start = index * Payload.MaxInlineBytes;
            yield return new PayloadPart
            {
                Collaboration = Collaboration,
                Hash = ContentHash.Of(bytes),
                Length = bytes.Length,
                Index = index,
                Bytes = bytes.AsMemory(start, Math.Min(Payload.MaxInlineBytes, bytes.Length - start)),
            };
        }
    }
}
