using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace EventCollab.Contracts;

/// <summary>Message ids that are a function of what the message is about, so that a re-run sends the same id and inboxes drop the copy.</summary>
internal static class DerivedId
{
    public static Guid From(CollaborationId collaboration, int round, int step, string organization, string kind)
    {
        // Lengths go in front of the texts: without them ("a","bc") and ("ab","c") would be one id.
        var text = Encoding.UTF8.GetBytes($"{organization.Length}:{organization}{kind.Length}:{kind}");
        var input = new byte[24 + text.Length];
        collaboration.Value.TryWriteBytes(input, bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(input.AsSpan(16), round);
        BinaryPrimitives.WriteInt32BigEndian(input.AsSpan(20), step);
        text.CopyTo(input.AsSpan(24));
        return new Guid(SHA256.HashData(input).AsSpan(0, 16), bigEndian: true);
    }
}
