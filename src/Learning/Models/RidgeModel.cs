using System.Numerics.Tensors;
using EventCollab.Learning.Models.Files;

namespace EventCollab.Learning.Models;

/// <summary>An affine map in double: slopes (columns x width), then intercepts.</summary>
internal sealed class RidgeModel(ModelHeader header, double[] parameters) : ILocalModel
{
    public static RidgeModel Load(byte[] model) => ModelFile.Read(model, LocalModelKind.Ridge, ModelPart.Whole, (header, reader) =>
    {
        // Counted against the bytes before they are asked for.
        var count = (header.Columns + 1L) * header.Width;
        if (count * sizeof(double) != reader.BaseStream.Length - reader.BaseStream.Position)
        {
            throw new InvalidDataException("its number of values does not fit its shape");
        }

        var parameters = new double[count];
        for (var i = 0; i < parameters.Length; i++)
        {
            parameters[i] = reader.ReadDouble();
        }

        return TensorPrimitives.IsFiniteAll(parameters)
            ? new RidgeModel(header, parameters)
            : throw new InvalidDataException("it holds a value that is not finite");
    });

    public float[] Predict(IFeatures features)
    {
        var fits = header.Outputs(features);
        var (columns, width) = (header.Columns, header.Width);
        new RowBlocks(features).ForEach((row, values) =>
        {
            for (var k = 0; k < width; k++)
            {
                var sum = parameters[(columns * width) + k];
                for (var i = 0; i < columns; i++)
                {
                    sum += values[i] * parameters[(i * width) + k];
                }

                fits[(row * width) + k] = (float)sum;
            }
        });

        return fits;
    }

    public byte[] Save() => ModelFile.Write(header, writer =>
    {
        foreach (var parameter in parameters)
        {
            writer.Write(parameter);
        }
    });
}
