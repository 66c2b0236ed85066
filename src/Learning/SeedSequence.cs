using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace EventCollab.Learning;

/// <summary>The one source of random numbers' seeds: a function of (collaboration seed, round, organization, purpose), by SHA-256.</summary>
public static class SeedSequence
{
    /// <returns>A non-negative seed; other purposes and organizations give unrelated ones.</returns>
    public static long Derive(long seed, int round, string organization, string purpose)
    {
        var text = Encoding.UTF8.GetBytes($"{organization.Length}:{organization}{purpose.Length}:{purpose}");
        var input = new byte[12 + text.Length];
        BinaryPrimitives.WriteInt64LittleEndian(input, seed);
        BinaryPrimitives.WriteInt32LittleEndian(input.AsSpan(8), round);
        text.CopyTo(input, 12);
        return BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(input)) & long.MaxValue;
    }
}
