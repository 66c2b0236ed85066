using System.Runtime.InteropServices;

namespace EventCollab.Learning.Models.Native;

/// <summary>Writes what <see cref="ModelReader"/> reads: little-endian values one after another.</summary>
internal sealed class ModelWriter : IDisposable
{
    private readonly MemoryStream _stream = new();

    public ModelWriter Add<T>(T value)
        where T : unmanaged => Add([value]);

    public ModelWriter Add<T>(params ReadOnlySpan<T> values)
        where T : unmanaged
    {
        _stream.Write(MemoryMarshal.AsBytes(values));
        return this;
    }

    public byte[] ToArray() => _stream.ToArray();

    public void Dispose() => _stream.Dispose();
}
