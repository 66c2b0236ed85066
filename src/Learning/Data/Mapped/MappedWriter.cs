using System.Runtime.InteropServices;

namespace EventCollab.Learning.Data.Mapped;

/// <summary>Writes a mapped file beside its final name, which it gets when it is whole.</summary>
internal sealed class MappedWriter : IDisposable
{
    private readonly string _path;
    private readonly string _part;
    private readonly FileStream _file;
    private readonly MappedHeader _header;

    public MappedWriter(string path, MappedHeader header)
    {
        (_path, _part) = (path, $"{path}.part");
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        _file = new FileStream(_part, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20);
        _header = header.Write(_file);
    }

    public void Add(ReadOnlySpan<byte> values) => _file.Write(values);

    public void Add(ReadOnlySpan<float> values) => _file.Write(MemoryMarshal.AsBytes(values));

    /// <summary>Writes the targets and gives the file its name.</summary>
    public void Finish(double[] targets)
    {
        if (targets.Length > 0)
        {
            _file.Write(new byte[_header.TargetStart - _file.Position]);
            _file.Write(MemoryMarshal.AsBytes(targets.AsSpan()));
        }

        _file.Dispose();
        File.Move(_part, _path, overwrite: true);
    }

    public void Dispose()
    {
        _file.Dispose();
        File.Delete(_part);
    }
}
