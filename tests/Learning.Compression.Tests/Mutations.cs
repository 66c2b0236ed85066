using System.Buffers.Binary;
using System.Numerics;

namespace EventCollab.Learning.Compression.Tests;

/// <summary>Seeded damage to bytes: changed, inserted, removed, repeated, cut, or numbers set to extremes.</summary>
internal static class Mutations
{
    private static readonly byte[][] Extremes =
    [
        [0, 0, 0, 0], [255, 255, 255, 255], [255, 255, 255, 127], [0, 0, 0, 128], [0, 0, 128, 127], [0, 0, 128, 255], [0, 0, 192, 127],
        [1, 0, 0, 0], [255, 255, 127, 127],
    ];

    public static byte[] Of(byte[] original, RandomSource random)
    {
        List<byte> bytes = [.. original];
        for (var left = 1 + random.NextIndex(4); left > 0 && bytes.Count > 0; left--)
        {
            // Half of the damage goes to the header, a small part of the bytes.
            var place = random.NextIndex(random.NextIndex(2) == 0 ? Math.Min(bytes.Count, 64) : bytes.Count);
            switch (random.NextIndex(7))
            {
                case 0:
                    bytes[place] = (byte)random.NextIndex(256);
                    break;
                case 1:
                    bytes[place] ^= (byte)(1 << random.NextIndex(8));
                    break;
                case 2:
                    bytes.Insert(place, (byte)random.NextIndex(256));
                    break;
                case 3:
                    bytes.RemoveAt(place);
                    break;
                case 4:
                    bytes.RemoveRange(place, bytes.Count - place);
                    break;
                case 5:
                    bytes.InsertRange(place, bytes.GetRange(place, Math.Min(bytes.Count - place, 1 + random.NextIndex(8))));
                    break;
                default:
                    var extreme = Extremes[random.NextIndex(Extremes.Length)];
                    for (var i = 0; i < 4 && place + i < bytes.Count; i++)
                    {
                        bytes[place + i] = extreme[i];
                    }

                    break;
            }
        }

        return [.. bytes];
    }

    /// <summary>What an attacker does after changing a message: its length and checksum are right again.</summary>
    public static byte[] Seal(byte[] message)
    {
        var sealed_ = (byte[])message.Clone();
        if (message.Length >= 44)
        {
            BinaryPrimitives.WriteInt32LittleEndian(sealed_.AsSpan(20), message.Length - 44 - message[7]);
            var crc = uint.MaxValue;
            foreach (var value in sealed_.Take(40).Concat(sealed_.Skip(44)))
            {
                crc = BitOperations.Crc32C(crc, value);
            }

            BinaryPrimitives.WriteUInt32LittleEndian(sealed_.AsSpan(40), crc ^ uint.MaxValue);
        }

        return sealed_;
    }
}
