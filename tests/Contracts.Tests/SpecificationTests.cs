using EventCollab.Contracts.Wire;

namespace EventCollab.Contracts.Tests;

/// <summary>Bytes worked out by hand from the format table of the MessagePack specification, on both sides of every boundary.</summary>
public sealed class SpecificationTests
{
    [Theory]
    [InlineData(0, "00")]
    [InlineData(1, "01")]
    [InlineData(127, "7f")]
    [InlineData(128, "cc80")]
    [InlineData(255, "ccff")]
    [InlineData(256, "cd0100")]
    [InlineData(65535, "cdffff")]
    [InlineData(65536, "ce00010000")]
    [InlineData(2147483647, "ce7fffffff")]
    [InlineData(2147483648, "ce80000000")]
    [InlineData(4294967295, "ceffffffff")]
    [InlineData(4294967296, "cf0000000100000000")]
    [InlineData(long.MaxValue, "cf7fffffffffffffff")]
    [InlineData(-1, "ff")]
    [InlineData(-32, "e0")]
    [InlineData(-33, "d0df")]
    [InlineData(-128, "d080")]
    [InlineData(-129, "d1ff7f")]
    [InlineData(-32768, "d18000")]
    [InlineData(-32769, "d2ffff7fff")]
    [InlineData(-2147483648, "d280000000")]
    [InlineData(-2147483649, "d3ffffffff7fffffff")]
    [InlineData(long.MinValue, "d38000000000000000")]
    public void An_integer_is_written_in_its_shortest_form_and_read_back(long value, string hex)
    {
        Wire.Hex(writer => writer.Write(value)).ShouldBe(hex);
        Wire.Reader(hex).ReadInt64().ShouldBe(value);
    }

    [Theory]
    [InlineData("01")]
    [InlineData("cc01")]
    [InlineData("cd0001")]
    [InlineData("ce00000001")]
    [InlineData("cf0000000000000001")]
    [InlineData("d001")]
    [InlineData("d10001")]
    [InlineData("d200000001")]
    [InlineData("d30000000000000001")]
    public void An_integer_is_read_from_every_form(string hex)
    {
        Wire.Reader(hex).ReadInt64().ShouldBe(1);
        Wire.Reader(hex).ReadInt32().ShouldBe(1);
        Wire.Reader(hex).ReadUInt64().ShouldBe(1ul);
    }

    [Theory]
    [InlineData("d0ff")]
    [InlineData("d1ffff")]
    [InlineData("d2ffffffff")]
    [InlineData("d3ffffffffffffffff")]
    public void A_negative_integer_is_read_from_every_form(string hex)
    {
        Wire.Reader(hex).ReadInt64().ShouldBe(-1);
        Should.Throw<WireFormatException>(() => Wire.Reader(hex).ReadUInt64());
    }

    [Fact]
    public void The_largest_unsigned_integer_is_written_and_read()
    {
        Wire.Hex(writer => writer.Write(ulong.MaxValue)).ShouldBe("cfffffffffffffffff");
        Wire.Reader("cfffffffffffffffff").ReadUInt64().ShouldBe(ulong.MaxValue);
        Should.Throw<WireFormatException>(() => Wire.Reader("cf8000000000000000").ReadInt64());
    }

    [Theory]
    [InlineData("ce80000000")]
    [InlineData("d3ffffffff7fffffff")]
    public void An_integer_beyond_32_bits_is_no_int(string hex) => Should.Throw<WireFormatException>(() => Wire.Reader(hex).ReadInt32());

    [Fact]
    public void Nil_and_booleans_are_one_byte()
    {
        Wire.Hex(writer => writer.WriteNil()).ShouldBe("c0");
        Wire.Hex(writer => writer.Write(false)).ShouldBe("c2");
        Wire.Hex(writer => writer.Write(true)).ShouldBe("c3");
        Wire.Reader("c2").ReadBoolean().ShouldBeFalse();
        Wire.Reader("c3").ReadBoolean().ShouldBeTrue();
        Wire.Reader("c0").TryReadNil().ShouldBeTrue();
        Wire.Reader("c2").TryReadNil().ShouldBeFalse();
        Should.Throw<WireFormatException>(() => Wire.Reader("c3").ReadNil());
    }

    [Theory]
    [InlineData(1.5, "cb3ff8000000000000")] // IEEE 754: sign 0, exponent 1023, fraction .1
    [InlineData(-0.0, "cb8000000000000000")]
    [InlineData(double.PositiveInfinity, "cb7ff0000000000000")]
    [InlineData(double.MaxValue, "cb7fefffffffffffff")]
    public void A_double_keeps_its_bits(double value, string hex)
    {
        Wire.Hex(writer => writer.Write(value)).ShouldBe(hex);
        BitConverter.DoubleToInt64Bits(Wire.Reader(hex).ReadDouble()).ShouldBe(BitConverter.DoubleToInt64Bits(value));
    }

    [Fact]
    public void A_32_bit_float_is_read_as_float_and_as_double()
    {
        Wire.Hex(writer => writer.Write(1.5f)).ShouldBe("ca3fc00000");
        Wire.Reader("ca3fc00000").ReadSingle().ShouldBe(1.5f);
        Wire.Reader("ca3fc00000").ReadDouble().ShouldBe(1.5);
        Should.Throw<WireFormatException>(() => Wire.Reader("cb3ff8000000000000").ReadSingle());
        Should.Throw<WireFormatException>(() => Wire.Reader("01").ReadDouble());
    }

    [Theory]
    [InlineData(0, "a0")]
    [InlineData(31, "bf")]
    [InlineData(32, "d920")]
    [InlineData(255, "d9ff")]
    [InlineData(256, "da0100")]
    [InlineData(65535, "daffff")]
    [InlineData(65536, "db00010000")]
    public void A_text_has_its_length_in_front(int length, string header)
    {
        var text = new string('a', length);
        var hex = header + string.Concat(Enumerable.Repeat("61", length));
        Wire.Hex(writer => writer.Write(text)).ShouldBe(hex);
        Wire.Reader(hex).ReadString().ShouldBe(text);
    }

    [Fact]
    public void The_length_of_a_text_counts_bytes_of_utf_8()
    {
        // U+00E9 is c3 a9, U+20AC is e2 82 ac, U+1F600 is f0 9f 98 80.
        Wire.Hex(writer => writer.Write("é€\U0001F600")).ShouldBe("a9" + "c3a9" + "e282ac" + "f09f9880");
        Wire.Reader("a9c3a9e282acf09f9880").ReadString().ShouldBe("é€\U0001F600");
    }

    [Theory]
    [InlineData("d900")]
    [InlineData("da0000")]
    [InlineData("db00000000")]
    public void A_text_is_read_from_every_form(string hex) => Wire.Reader(hex).ReadString().ShouldBe(string.Empty);

    [Theory]
    [InlineData("a1ff")] // no UTF-8 byte
    [InlineData("a1c3")] // first of two
    [InlineData("a2c080")] // overlong NUL
    [InlineData("a3eda080")] // half a surrogate pair
    [InlineData("a4f4908080")] // above U+10FFFF
    public void A_text_that_is_not_utf_8_is_refused(string hex) => Should.Throw<WireFormatException>(() => Wire.Reader(hex).ReadString());

    [Fact]
    public void Half_a_surrogate_pair_cannot_be_written() =>
        Should.Throw<System.Text.EncoderFallbackException>(() => Wire.Hex(writer => writer.Write("\ud83d")));

    [Theory]
    [InlineData(0, "c400")]
    [InlineData(255, "c4ff")]
    [InlineData(256, "c50100")]
    [InlineData(65535, "c5ffff")]
    [InlineData(65536, "c600010000")]
    public void A_binary_has_its_length_in_front(int length, string header)
    {
        var hex = header + string.Concat(Enumerable.Repeat("5a", length));
        Wire.Hex(writer => writer.WriteBinary(Enumerable.Repeat((byte)0x5a, length).ToArray())).ShouldBe(hex);
        Wire.Reader(hex).ReadBinary().Length.ShouldBe(length);
    }

    [Theory]
    [InlineData(0, "90", "80")]
    [InlineData(15, "9f", "8f")]
    [InlineData(16, "dc0010", "de0010")]
    [InlineData(65535, "dcffff", "deffff")]
    [InlineData(65536, "dd00010000", "df00010000")]
    public void Arrays_and_maps_have_their_count_in_front(int count, string array, string map)
    {
        Wire.Hex(writer => writer.WriteArrayHeader(count)).ShouldBe(array);
        Wire.Hex(writer => writer.WriteMapHeader(count)).ShouldBe(map);
        var elements = string.Concat(Enumerable.Repeat("c0", count));
        Wire.Reader(array + elements).ReadArrayHeader().ShouldBe(count);
        Wire.Reader(map + elements + elements).ReadMapHeader().ShouldBe(count);
    }

    [Theory]
    [InlineData(0, "c70005")]
    [InlineData(1, "d405")]
    [InlineData(2, "d505")]
    [InlineData(3, "c70305")]
    [InlineData(4, "d605")]
    [InlineData(8, "d705")]
    [InlineData(16, "d805")]
    [InlineData(17, "c71105")]
    [InlineData(255, "c7ff05")]
    [InlineData(256, "c8010005")]
    [InlineData(65536, "c90001000005")]
    public void An_extension_has_its_length_and_type_in_front(int length, string header)
    {
        var hex = header + string.Concat(Enumerable.Repeat("aa", length));
        Wire.Hex(writer => writer.WriteExtension(5, Enumerable.Repeat((byte)0xaa, length).ToArray())).ShouldBe(hex);
        Wire.Reader(hex).ReadExtension(out var type).Length.ShouldBe(length);
        type.ShouldBe((sbyte)5);
    }

    [Theory]
    [InlineData("1970-01-01T00:00:00Z", "d6ff00000000")]
    [InlineData("2106-02-07T06:28:15Z", "d6ffffffffff")] // 2^32 - 1 s
    [InlineData("2106-02-07T06:28:16Z", "d7ff0000000100000000")] // 2^32 s: 30 bits of ns, then 34 bits of s
    [InlineData("1970-01-01T00:00:01.0000001Z", "d7ff0000019000000001")] // 100 ns << 34 = 0x190_0000_0000
    [InlineData("2514-05-30T01:53:04Z", "c70cff000000000000000400000000")] // 2^34 s
    [InlineData("1969-12-31T23:59:59Z", "c70cff00000000ffffffffffffffff")] // -1 s
    [InlineData("1969-12-31T23:59:59.9999999Z", "c70cff3b9ac99cffffffffffffffff")] // -1 s + 999 999 900 ns
    public void An_instant_is_a_timestamp_extension(string text, string hex)
    {
        var instant = DateTimeOffset.Parse(text);
        Wire.Hex(writer => writer.Write(instant)).ShouldBe(hex);
        Wire.Hex(writer => writer.Write(instant.ToOffset(TimeSpan.FromHours(5)))).ShouldBe(hex);
        Wire.Reader(hex).ReadTimestamp().ShouldBe(instant);
    }

    [Theory]
    [InlineData("d605 00000000")] // another extension
    [InlineData("d5ff 0000")] // no such length
    [InlineData("d7ff ffffffff00000000")] // more than 999 999 999 ns
    [InlineData("c70cff 00000000 7fffffffffffffff")] // after the year 9999
    [InlineData("c70cff 00000000 8000000000000000")] // before the year 1
    public void A_timestamp_out_of_range_is_refused(string hex) =>
        Should.Throw<WireFormatException>(() => Wire.Reader(hex).ReadTimestamp());

    [Fact]
    public void Every_first_byte_has_the_kind_of_the_specification()
    {
        var kinds = Enumerable.Range(0, 256)
            .GroupBy(code => new MessagePackReader(new[] { (byte)code }).Peek())
            .ToDictionary(group => group.Key, group => group.Count());

        kinds.ShouldBe(
            new Dictionary<MessagePackKind, int>
            {
                [MessagePackKind.Integer] = 128 + 32 + 8,
                [MessagePackKind.Map] = 16 + 2,
                [MessagePackKind.Array] = 16 + 2,
                [MessagePackKind.String] = 32 + 3,
                [MessagePackKind.Nil] = 1,
                [MessagePackKind.Invalid] = 1,
                [MessagePackKind.Boolean] = 2,
                [MessagePackKind.Binary] = 3,
                [MessagePackKind.Extension] = 3 + 5,
                [MessagePackKind.Float] = 2,
            },
            ignoreOrder: true);
    }
}
