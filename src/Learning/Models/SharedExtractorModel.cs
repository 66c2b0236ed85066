namespace EventCollab.Learning.Models;

/// <summary>A round's head on the shared extractor; only the head is saved with the round.</summary>
internal sealed class SharedExtractorModel(AffineMap extractor, AffineMap head) : ILocalModel
{
    public float[] Predict(IFeatures features) => new AffineModel(extractor, head).Predict(features);

    public byte[] Save()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        head.Write(writer);
        writer.Flush();
        return stream.ToArray();
    }
}
