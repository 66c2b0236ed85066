using System.Buffers;
using EventCollab.Contracts.Wire;

namespace EventCollab.Contracts.Tests;

/// <summary>Short ways to write elements and to read them from hexadecimal text.</summary>
internal static class Wire
{
    public static byte[] Bytes(Action<MessagePackWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        write(new MessagePackWriter(buffer));
        return buffer.WrittenSpan.ToArray();
    }

    public static string Hex(Action<MessagePackWriter> write) => Convert.ToHexStringLower(Bytes(write));

    public static MessagePackReader Reader(string hex) => new(FromHex(hex));

    public static byte[] FromHex(string hex) => Convert.FromHexString(hex.Replace(" ", string.Empty, StringComparison.Ordinal));
}
