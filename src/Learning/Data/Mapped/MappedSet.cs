using System.Buffers;
using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using EventCollab.Learning.Data.Images;
using EventCollab.Learning.Data.Partitions;

namespace EventCollab.Learning.Data.Mapped;

/// <summary>
/// Samples in a file that the system maps into the address space: what is read comes into memory and may leave it again, so that
/// the file can be larger than memory. In memory are 8 bytes a row for the target. The file must not be shortened while it is open.
/// </summary>
public sealed class MappedSet : ISamples, IDisposable
{
    private readonly MappedHeader _header;
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly int _rowBytes;

    private MappedSet(string source, MappedHeader header, FileStream file, IReadOnlyList<string>? ids)
    {
        (Source, _header) = (source, header);
        _file = MemoryMappedFile.CreateFromFile(file, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
        _view = _file.CreateViewAccessor(0, header.Length, MemoryMappedFileAccess.Read);
        _rowBytes = header.Width * header.ValueSize;
        Ids = ids ?? new NumberedIds(header.Rows);
        Target = header.Target.Length > 0 ? ReadTarget() : [];
    }

    public string Source { get; }

    public IReadOnlyList<string> Ids { get; }

    public IReadOnlyList<int> Shape => _header.Shape;

    public string TargetName => _header.Target;

    public double[] Target { get; }

    /// <summary>The publisher's split; null where there is none.</summary>
    public TrainTestSplit? OfficialSplit => _header.TrainRows == 0 ? null : new TrainTestSplit(
        [.. Enumerable.Range(0, _header.TrainRows)],
        [.. Enumerable.Range(_header.TrainRows, _header.Rows - _header.TrainRows)]);

    internal MappedHeader Header => _header;

    /// <returns>True where the file begins as a mapped file does.</returns>
    public static bool IsOne(string path) => DataFiles.Reading(path, () => MappedHeader.IsOne(path));

    /// <exception cref="DataException">The file is not there or no mapped file.</exception>
    public static MappedSet Open(string path) => Open(path, null);

    internal static MappedSet Open(string path, IReadOnlyList<string>? ids) => DataFiles.Reading(path, () =>
    {
        var file = File.OpenRead(path);
        try
        {
            return new MappedSet(path, MappedHeader.Read(file, path), file, ids);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    });

    public string Describe(ColumnBlock block) => block.Shape.Count == 3
        ? $"{string.Join("x", block.Shape)} pixels"
        : $"{block.Count} column{(block.Count == 1 ? string.Empty : "s")} ({string.Join(", ", block.Columns.Select(column => _header.Columns[column]))})";

    /// <summary>Mean and deviation (n - 1) of each column, or channel, in one pass in the file's order, around the first row's values.</summary>
    public Preparation Fit(ColumnBlock block, IReadOnlyList<int> trainingRows) => new MappedMoments(this, block).Fit(trainingRows);

    public IFeatures Prepare(ColumnBlock block, Preparation preparation, IReadOnlyList<int> rows) => new MappedFeatures(this, block, preparation, rows);

    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }

    /// <exception cref="DataException">A target is no finite number.</exception>
    private double[] ReadTarget()
    {
        var target = new double[_header.Rows];
        _view.SafeMemoryMappedViewHandle.ReadSpan((ulong)_header.TargetStart, target.AsSpan());
        var row = Array.FindIndex(target, value => !double.IsFinite(value));
        return row < 0 ? target : throw new DataException($"{Source}: row {row}, column '{TargetName}': no finite number; correct it and make the file anew.");
    }

    /// <summary>Which entry of a preparation a column belongs to.</summary>
    internal int EntryOf(int column, int position) => Shape is [_, var height, var width] ? column / (height * width) : position;

    internal string NameOf(int column) => Shape is [_, var height, var width] ? $"channel {column / (height * width)}" : _header.Columns[column];

    internal int Entries(ColumnBlock block) => Shape is [var channels, _, _] ? channels : block.Count;

    /// <summary>The raw values of one row's columns.</summary>
    internal void ReadRaw(int row, int[] columns, Span<float> destination)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(_rowBytes);
        try
        {
            var raw = bytes.AsSpan(0, _rowBytes);
            _view.SafeMemoryMappedViewHandle.ReadSpan((ulong)(_header.DataStart + ((long)row * _rowBytes)), raw);
            var floats = _header.ValueSize == 4 ? MemoryMarshal.Cast<byte, float>(raw) : default;
            for (var i = 0; i < columns.Length; i++)
            {
                destination[i] = _header.ValueSize == 1 ? raw[columns[i]] : floats[columns[i]];
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }
}
