namespace EventCollab.Learning.Models;

/// <summary>Affine maps one after another with a rectifier between them: one is a linear model, two a perceptron with a hidden layer.</summary>
internal sealed class AffineModel(params IReadOnlyList<AffineMap> layers) : ILocalModel
{
    public IReadOnlyList<AffineMap> Layers => layers;

    public static AffineModel Load(byte[] model)
    {
        using var reader = new BinaryReader(new MemoryStream(model, writable: false));
        var count = reader.ReadInt32();
        return new AffineModel([.. Enumerable.Range(0, count).Select(_ => AffineMap.Read(reader))]);
    }

    public float[] Predict(IFeatures features)
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        GradientDescent.UseOneThread();
        var values = GradientDescent.ToTensor(features);
        for (var i = 0; i < layers.Count; i++)
        {
            values = layers[i].Apply(i == 0 ? values : F.relu(values));
        }

        return values.data<float>().ToArray();
    }

    public byte[] Save()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(layers.Count);
        foreach (var layer in layers)
        {
            layer.Write(writer);
        }

        writer.Flush();
        return stream.ToArray();
    }
}
