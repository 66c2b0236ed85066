using EventCollab.Learning.Data.Folders;

namespace EventCollab.Learning.Data.Images;

/// <summary>
/// An organization's patches as <c>features-idx4-ubyte</c>, training images first and in the order of split.json, and, where it
/// knows them, its labels as <c>targets-idx1-ubyte</c>.
/// </summary>
internal sealed class ImageFiles : IHeldFiles
{
    private const string FeaturesFile = "features-idx4-ubyte";
    private const string TargetsFile = "targets-idx1-ubyte";

    public string Kind => "images";

    public bool CanHold(ISamples samples) => samples is ImageSet;

    public FolderSplit Write(string folder, OrganizationData data, FolderSplit split)
    {
        var (images, holding) = ((ImageSet)data.Samples, data.Holding);
        int[] rows = [.. holding.Rows.Training.Concat(holding.Rows.Evaluation).Distinct()];
        int[] columns = [.. holding.Block.Columns];
        IReadOnlyList<int> shape = holding.Block.Shape is [_, _, _] patch ? patch : [1, 1, columns.Length];
        using (var features = File.Create(Path.Combine(folder, FeaturesFile)))
        {
            IdxWriter.WriteHeader(features, [rows.Length, .. shape]);
            var held = new byte[columns.Length];
            foreach (var row in rows)
            {
                var image = images.Image(row);
                for (var i = 0; i < columns.Length; i++)
                {
                    held[i] = image[columns[i]];
                }

                features.Write(held);
            }
        }

        if (holding.Targets)
        {
            using var targets = File.Create(Path.Combine(folder, TargetsFile));
            IdxWriter.WriteHeader(targets, rows.Length);
            targets.Write([.. rows.Select(row => (byte)images.Target[row])]);
        }

        return split;
    }

    public ISamples Read(string folder, FolderSplit split)
    {
        var path = Path.Combine(folder, FeaturesFile);
        var features = IdxReader.Read(path, 4);
        var layout = ImageFolder.LayoutOf(features.Sizes);
        string[] ids = [.. split.Train.Concat(split.Test).Distinct(StringComparer.Ordinal)];
        if (features.Sizes[0] != ids.Length || !layout.Shape.SequenceEqual(split.Shape))
        {
            throw new DataException($"{path}: {features.Sizes[0]} images of {layout} pixels are not the rows and the shape that split.json states.");
        }

        if (split.Preparation.Count != layout.Channels)
        {
            throw new DataException($"{path}: {split.Preparation.Count} entries of 'preparation' in split.json for {layout.Channels} channels; make the folder anew with 'eventcollab data split'.");
        }

        var labels = split.Target is null ? [] : IdxReader.Read(Path.Combine(folder, TargetsFile), 1).Values;
        return new ImageSet(path, layout, features.Values, labels) { Ids = ids };
    }
}
