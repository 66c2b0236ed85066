using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace EventCollab.Learning.Methods.Gal;

/// <summary>The key of the noise on one round's residuals.</summary>
internal static class NoiseKey
{
    private const int SecretLength = SHA256.HashSizeInBytes;

    /// <returns>32 bytes: the same for a step that is planned again, unrelated for anything else.</returns>
    /// <param name="setup">Gives seed and sponsor.</param>
    /// <param name="options">Gives kind and strength of the protection.</param>
    /// <param name="round">From 1.</param>
    /// <param name="secret">SHA-256 of the sponsor's rows.</param>
    /// <param name="residuals">What is protected.</param>
    public static byte[] Of(CollaborationSetup setup, GalOptions options, int round, ReadOnlySpan<byte> secret, ReadOnlySpan<double> residuals)
    {
        // Residuals and strength are part of it: two runs with one seed would otherwise share their noise, and who sees both could
        // subtract it (other options give other residuals of a round, another strength the same noise at another scale).
        var purpose = Encoding.UTF8.GetBytes(FormattableString.Invariant(
            $"residual privacy {setup.Sponsor!.Length}:{setup.Sponsor} {options.Privacy} {options.PrivacyParameter:R}"));
        var input = new byte[sizeof(long) + sizeof(int) + SecretLength + SHA256.HashSizeInBytes + purpose.Length];
        BinaryPrimitives.WriteInt64LittleEndian(input, setup.Seed);
        BinaryPrimitives.WriteInt32LittleEndian(input.AsSpan(sizeof(long)), round);
        var rest = input.AsSpan(sizeof(long) + sizeof(int));
        secret.CopyTo(rest[..SecretLength]);
        SHA256.HashData(MemoryMarshal.AsBytes(residuals), rest[SecretLength..]);
        purpose.CopyTo(rest[(SecretLength + SHA256.HashSizeInBytes)..]);
        return SHA256.HashData(input);
    }
}
