namespace EventCollab.Learning.Models.Files;

/// <summary>What a saved model says of itself.</summary>
/// <param name="Kind">Which learner fitted it.</param>
/// <param name="Shape">Of one sample that it was fitted on, as <see cref="IFeatures.Shape"/>.</param>
/// <param name="Width">K, values of a prediction.</param>
/// <param name="Part">What of it the file holds.</param>
internal sealed record ModelHeader(LocalModelKind Kind, IReadOnlyList<int> Shape, int Width, ModelPart Part = ModelPart.Whole)
{
    private const int LargestRank = 4;
    private const int LargestColumns = 1 << 26;
    private const int LargestWidth = 1 << 20;

    /// <summary>Values of one sample.</summary>
    public int Columns => Shape.Aggregate(1, (product, size) => product * size);

    /// <exception cref="MethodException">The samples have another shape than those that the model was fitted on, or are more than a prediction holds.</exception>
    public void Require(IFeatures features)
    {
        if (!features.Shape.SequenceEqual(Shape))
        {
            throw new MethodException(
                $"a model of kind {LocalLearners.NameOf(Kind)} was fitted on {SampleShape.Describe(Shape)}; it is asked about {SampleShape.Describe(features.Shape)}.");
        }

        if ((long)features.Rows * Width > Array.MaxLength)
        {
            throw new MethodException(
                $"a prediction of {features.Rows} rows with {Width} values each is more than an array holds ({Array.MaxLength}); predict fewer rows at once.");
        }
    }

    /// <returns>Room for a prediction: rows x width values.</returns>
    /// <exception cref="MethodException">As for <see cref="Require"/>.</exception>
    public float[] Outputs(IFeatures features)
    {
        Require(features);
        return new float[features.Rows * Width];
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(LocalLearners.NameOf(Kind));
        writer.Write((byte)Part);
        writer.Write((byte)Shape.Count);
        foreach (var size in Shape)
        {
            writer.Write(size);
        }

        writer.Write(Width);
    }

    /// <exception cref="InvalidDataException">No such model.</exception>
    public static ModelHeader Read(BinaryReader reader)
    {
        var name = reader.ReadString();
        var kind = Enum.GetValues<LocalModelKind>().Where(kind => LocalLearners.NameOf(kind) == name).Cast<LocalModelKind?>().FirstOrDefault()
            ?? throw new InvalidDataException($"it is of the unknown kind '{name}'");
        var part = (ModelPart)reader.ReadByte();
        var shape = new int[Bounded(reader.ReadByte(), LargestRank)];
        var columns = 1L;
        for (var i = 0; i < shape.Length; i++)
        {
            shape[i] = Bounded(reader.ReadInt32(), LargestColumns);
            columns = Bounded(columns * shape[i], LargestColumns);
        }

        return new ModelHeader(kind, shape, Bounded(reader.ReadInt32(), LargestWidth), Enum.IsDefined(part) ? part : throw OutOfRange());
    }

    private static int Bounded(long value, int largest) => value >= 1 && value <= largest ? (int)value : throw OutOfRange();

    private static InvalidDataException OutOfRange() => new("its shape is out of range");
}
