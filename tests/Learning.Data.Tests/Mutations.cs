namespace EventCollab.Learning.Data.Tests;

/// <summary>Seeded damage to bytes: changed, inserted, removed, repeated, cut.</summary>
internal static class Mutations
{
    public static byte[] Of(byte[] original, RandomSource random)
    {
        List<byte> bytes = [.. original];
        for (var left = 1 + random.NextIndex(4); left > 0 && bytes.Count > 0; left--)
        {
            var place = random.NextIndex(bytes.Count);
            switch (random.NextIndex(6))
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
                default:
                    bytes.InsertRange(place, bytes.GetRange(place, Math.Min(bytes.Count - place, 1 + random.NextIndex(8))));
                    break;
            }
        }

        return [.. bytes];
    }
}
