using EventCollab.Contracts.Wire;

namespace EventCollab.Contracts.Tests;

public sealed class ReaderBoundsTests
{
    [Theory]
    [InlineData("")]
    [InlineData("c1")]
    [InlineData("cc")]
    [InlineData("cd01")]
    [InlineData("ce010203")]
    [InlineData("cf01020304050607")]
    [InlineData("ca010203")]
    [InlineData("cb01020304050607")]
    [InlineData("a36162")]
    [InlineData("d9")]
    [InlineData("d90261")]
    [InlineData("dbffffffff61")]
    [InlineData("c4")]
    [InlineData("c6ffffffff00")]
    [InlineData("92c0")]
    [InlineData("dd00000002c0")]
    [InlineData("ddffffffffc0")]
    [InlineData("81c0")]
    [InlineData("df80000001c0c0")]
    [InlineData("d4")]
    [InlineData("d405")]
    [InlineData("c9ffffffff05")]
    public void What_announces_more_than_follows_is_refused(string hex)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();

        Should.Throw<WireFormatException>(() => Wire.Reader(hex).Skip());

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1 << 18);
    }

    [Fact]
    public void Sixteen_arrays_inside_one_another_are_read_and_seventeen_are_not()
    {
        Skip(Nested(MessagePackReader.MaxDepth, 0x91)).ShouldBe(MessagePackReader.MaxDepth + 1);

        Should.Throw<WireFormatException>(() => Skip(Nested(MessagePackReader.MaxDepth + 1, 0x91)));
    }

    [Fact]
    public void A_million_containers_inside_one_another_do_not_end_the_process()
    {
        Should.Throw<WireFormatException>(() => Skip(Nested(1_000_000, 0x91)));
        Should.Throw<WireFormatException>(() => Skip(Nested(1_000_000, 0x81)));

        // The same inside a message, where the codec itself passes over elements that it does not know.
        byte[] unknown = [.. Wire.FromHex("92 c410 00112233445566778899aabbccddeeff"), .. Nested(1_000_000, 0x91)];
        Should.Throw<WireFormatException>(() => ContractCodec.Decode<Messages.PauseCollaboration>(unknown));
    }

    [Theory]
    [InlineData(13, true)]
    [InlineData(14, false)]
    public void Records_and_lists_count_as_nesting(int depth, bool read)
    {
        // Message, list and record are 3 of the 16. Byte 20 is the header of the record, which ends the message.
        byte[] bytes = [.. ContractCodec.Encode(Samples.All.OfType<Messages.ContributionsCollected>().Single()), .. Nested(depth, 0x91)];
        bytes[20].ShouldBe((byte)0x98);
        bytes[20] = 0x99;

        if (read)
        {
            ContractCodec.Decode<Messages.ContributionsCollected>(bytes).Contributions.Count.ShouldBe(1);
        }
        else
        {
            Should.Throw<WireFormatException>(() => ContractCodec.Decode<Messages.ContributionsCollected>(bytes));
        }
    }

    [Fact]
    public void A_list_is_refused_before_it_is_allocated_where_its_elements_cannot_fit()
    {
        // ContributionsScored: 400 000 weights announced, 400 000 bytes follow, but the shortest weight has 8 bytes.
        byte[] bytes = [.. Wire.FromHex("95 c410 00112233445566778899aabbccddeeff 01 00 dd00061a80"), .. new byte[400_000]];
        ContractCodec.Encode(Samples.All.OfType<Messages.ContributionsScored>().Single()); // makes the formatter, once
        var before = GC.GetAllocatedBytesForCurrentThread();

        Should.Throw<WireFormatException>(() => ContractCodec.Decode<Messages.ContributionsScored>(bytes));

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1 << 18);
    }

    [Fact]
    public void More_than_a_million_elements_are_refused_even_where_they_fit()
    {
        byte[] bytes = [0xdd, 0x00, 0x10, 0x00, 0x01, .. new byte[MessagePackReader.MaxCount + 1]];

        Should.Throw<WireFormatException>(() => Skip(bytes));
    }

    [Fact]
    public void A_binary_is_a_slice_of_the_input_and_no_copy()
    {
        byte[] bytes = [0xc4, 3, 1, 2, 3];

        var slice = new MessagePackReader(bytes).ReadBinary();
        bytes[3] = 42;

        slice.ToArray().ShouldBe([1, 42, 3]);
    }

    [Fact]
    public void The_exception_says_what_was_expected_what_was_found_and_where()
    {
        var error = Should.Throw<WireFormatException>(() =>
        {
            var reader = Wire.Reader("01a161");
            reader.ReadInt32();
            reader.ReadInt32();
        });

        error.Position.ShouldBe(1);
        error.Message.ShouldBe("Expected an integer, found 0xa1 (String) (byte 1)");
        error.ShouldBeAssignableTo<System.Runtime.Serialization.SerializationException>();
    }

    [Fact]
    public void Skipping_passes_over_one_element_of_any_kind()
    {
        // [nil, 1, -1, "a", bin, float, ext, {1: [2]}] and then 7.
        var reader = Wire.Reader("98 c0 01 ff a161 c40100 cb3ff8000000000000 d405aa 81 01 91 02 07");
        reader.Skip();
        reader.ReadInt32().ShouldBe(7);
        reader.ReadEnd();
    }

    private static int Skip(byte[] bytes)
    {
        var reader = new MessagePackReader(bytes);
        reader.Skip();
        return reader.Position;
    }

    private static byte[] Nested(int depth, byte code) =>
        [.. Enumerable.Repeat(code, depth), .. Enumerable.Repeat((byte)0xc0, code == 0x81 ? depth + 1 : 1)];
}
