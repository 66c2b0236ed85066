using System.Buffers.Binary;
using System.Security.Cryptography;

namespace EventCollab.Learning;

/// <summary>
/// Random numbers that nobody can continue or trace back without the key, however many of them are seen: SHA-256 of key and
/// counter. Noise that protects must come from here: the 256 bits of xoshiro's state follow from a few hundred of its outputs.
/// </summary>
/// <param name="key">32 bytes.</param>
internal sealed class SecretRandomSource(byte[] key) : RandomSource
{
    private readonly byte[] _input = [.. key, .. new byte[sizeof(ulong)]];
    private readonly byte[] _block = new byte[SHA256.HashSizeInBytes];
    private ulong _blocks;
    private int _used = SHA256.HashSizeInBytes;

    private protected override ulong NextBits()
    {
        if (_used == _block.Length)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(_input.AsSpan(key.Length), _blocks++);
            SHA256.HashData(_input, _block);
            _used = 0;
        }

        var bits = BinaryPrimitives.ReadUInt64LittleEndian(_block.AsSpan(_used));
        _used += sizeof(ulong);
        return bits;
    }
}
