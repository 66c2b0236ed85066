namespace EventCollab.Learning.Models;

/// <summary>An affine map in double: slopes (columns x width), then intercepts.</summary>
internal sealed class RidgeModel(double[] parameters, int columns, int width) : ILocalModel
{
    public static RidgeModel Load(byte[] model)
    {
        using var reader = new BinaryReader(new MemoryStream(model, writable: false));
        var (columns, width) = (reader.ReadInt32(), reader.ReadInt32());
        var parameters = new double[(columns + 1) * width];
        for (var i = 0; i < parameters.Length; i++)
        {
            parameters[i] = reader.ReadDouble();
        }

        return new RidgeModel(parameters, columns, width);
    }

    public float[] Predict(IFeatures features)
    {
        var matrix = features.ToMatrix();
        var fits = new float[features.Rows * width];
        for (var row = 0; row < features.Rows; row++)
        {
            var values = matrix.Row(row);
            for (var k = 0; k < width; k++)
            {
                var sum = parameters[(columns * width) + k];
                for (var i = 0; i < columns; i++)
                {
                    sum += values[i] * parameters[(i * width) + k];
                }

                fits[(row * width) + k] = (float)sum;
            }
        }

        return fits;
    }

    public byte[] Save()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(columns);
        writer.Write(width);
        foreach (var parameter in parameters)
        {
            writer.Write(parameter);
        }

        writer.Flush();
        return stream.ToArray();
    }
}
