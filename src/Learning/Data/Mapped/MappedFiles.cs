using System.Globalization;
using EventCollab.Learning.Data.Folders;

namespace EventCollab.Learning.Data.Mapped;

/// <summary>An organization's rows and columns as a mapped file of its own, written row by row; the target in it where it is known.</summary>
internal sealed class MappedFiles : IHeldFiles
{
    private const string FileName = "samples.ecrows";

    public string Kind => "mapped";

    public bool CanHold(ISamples samples) => samples is MappedSet;

    public FolderSplit Write(string folder, OrganizationData data, FolderSplit split)
    {
        var (samples, holding) = ((MappedSet)data.Samples, data.Holding);
        int[] rows = [.. holding.Rows.Training.Concat(holding.Rows.Evaluation).Distinct().Order()];
        int[] columns = [.. holding.Block.Columns];
        var header = samples.Header with
        {
            Rows = rows.Length,
            Shape = holding.Block.Shape,
            Columns = holding.Block.Shape.Count == 1 ? [.. columns.Select(samples.NameOf)] : [],
            Target = holding.Targets ? samples.TargetName : string.Empty,
            TrainRows = 0,
        };

        // A new file under the old one's name: an agent may have the old one mapped, and its memory must not change.
        using var writer = new MappedWriter(Path.Combine(folder, FileName), header);
        var values = new float[columns.Length];
        var bytes = new byte[columns.Length];
        foreach (var row in rows)
        {
            samples.ReadRaw(row, columns, values);
            if (header.ValueSize == 1)
            {
                System.Numerics.Tensors.TensorPrimitives.ConvertTruncating<float, byte>(values, bytes);
                writer.Add(bytes);
            }
            else
            {
                writer.Add(values);
            }
        }

        writer.Finish(holding.Targets ? [.. rows.Select(row => samples.Target[row])] : []);
        return split;
    }

    public ISamples Read(string folder, FolderSplit split)
    {
        var path = Path.Combine(folder, FileName);
        int[] rows = [.. split.Train.Concat(split.Test).Select(id => Number(path, id)).Distinct().Order()];
        var header = DataFiles.Reading(path, () => ReadHeader(path));
        return rows.Length == header.Rows && header.Shape.SequenceEqual(split.Shape) && split.Preparation.Count == header.Shape[0] && header.Target == (split.Target ?? string.Empty)
            ? MappedSet.Open(path, [.. rows.Select(row => row.ToString(CultureInfo.InvariantCulture))])
            : throw new DataException($"{path}: its rows, shape or target are not what split.json states; make the folder anew with 'eventcollab data split'.");
    }

    private static MappedHeader ReadHeader(string path)
    {
        using var file = File.OpenRead(path);
        return MappedHeader.Read(file, path);
    }

    private static int Number(string path, string id) => int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var row)
        ? row
        : throw new DataException($"{path}: row '{id}' in split.json is no row number; make the folder anew with 'eventcollab data split'.");
}
