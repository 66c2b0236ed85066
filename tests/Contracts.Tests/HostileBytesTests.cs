using EventCollab.Contracts.Wire;

namespace EventCollab.Contracts.Tests;

/// <summary>Other organizations send these bytes: whatever they are, reading ends in a message or in one kind of exception.</summary>
public sealed class HostileBytesTests
{
    private const int Rounds = 400;

    public static TheoryData<string> Names => [.. MessageTypes.All.Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_message_that_is_cut_anywhere_is_refused(string name)
    {
        var type = MessageTypes.Of(name);
        var bytes = ContractCodec.EncodeMessage(new RandomContracts(1).Next(type.Type));
        var step = Math.Max(1, bytes.Length / 500);
        for (var length = 0; length < bytes.Length; length += step)
        {
            TryDecode(type, bytes[..length]).ShouldBeNull($"cut to {length} bytes");
        }

        Should.Throw<WireFormatException>(() => type.Decode((byte[])[.. bytes, 0xc0])).Message.ShouldContain("follow the message");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Damaged_messages_cause_nothing_but_wire_format_exceptions(string name)
    {
        var type = MessageTypes.Of(name);
        var sample = ContractCodec.EncodeMessage(Samples.All.Single(message => message.GetType() == type.Type));
        for (var seed = 0; seed < Rounds; seed++)
        {
            var bytes = Damage(sample, new Random(seed));
            if (TryDecode(type, bytes) is { } message)
            {
                // What is read can be written, and the second form is stable.
                var again = ContractCodec.EncodeMessage(message);
                ContractCodec.EncodeMessage(type.Decode(again)).AsSpan().SequenceEqual(again).ShouldBeTrue($"seed {seed}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Random_bytes_cause_nothing_but_wire_format_exceptions(string name)
    {
        var type = MessageTypes.Of(name);
        ContractCodec.EncodeMessage(Samples.All.Single(message => message.GetType() == type.Type)); // makes the formatter, once
        for (var seed = 0; seed < Rounds; seed++)
        {
            var random = new Random(seed);
            var bytes = new byte[random.Next(200)];
            random.NextBytes(bytes);

            // A likely beginning brings the reader deeper than noise alone would.
            if (bytes.Length > 20 && seed % 2 == 0)
            {
                bytes[0] = (byte)(0x90 + random.Next(16));
                bytes[1] = 0xc4;
                bytes[2] = 16;
            }

            TryDecode(type, bytes);
        }
    }

    [Fact]
    public void Random_elements_are_passed_over_or_refused()
    {
        for (var seed = 0; seed < 20_000; seed++)
        {
            var bytes = new byte[seed % 64];
            new Random(seed).NextBytes(bytes);
            try
            {
                var reader = new MessagePackReader(bytes);
                reader.Skip();
                reader.Position.ShouldBeInRange(1, bytes.Length);
            }
            catch (WireFormatException error)
            {
                error.Position.ShouldBeInRange(0, bytes.Length);
            }
        }
    }

    private static ICollaborationMessage? TryDecode(MessageType type, byte[] bytes)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            return type.Decode(bytes);
        }
        catch (WireFormatException error)
        {
            error.Position.ShouldBeInRange(0, bytes.Length);
            return null;
        }
        finally
        {
            // Records, exceptions and stack traces take some kilobytes; an announced length must never be allocated unseen.
            (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan((1L << 18) + (100L * bytes.Length));
        }
    }

    private static byte[] Damage(byte[] sample, Random random)
    {
        byte[] codes =
        [
            0xc0, 0xc1, 0x90, 0x9f, 0x8f, 0xa0, 0xbf, 0xc4, 0xc6, 0xcb, 0xcf, 0xd3, 0xd9, 0xdb, 0xdd, 0xdf, 0xc9, 0xff, 0x7f, 0x80,
        ];
        var bytes = sample.ToList();
        for (var damages = random.Next(1, 4); damages > 0; damages--)
        {
            var position = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes[position] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[position] = codes[random.Next(codes.Length)];
                    break;
                case 2:
                    bytes.Insert(position, codes[random.Next(codes.Length)]);
                    break;
                case 3 when bytes.Count > 1:
                    bytes.RemoveAt(position);
                    break;
                default:
                    byte[] length = [0xdd, 0xff, 0xff, 0xff, 0xff];
                    bytes.InsertRange(position, length);
                    break;
            }
        }

        return [.. bytes];
    }
}
