using EventCollab.Learning.Models.Files;
using EventCollab.Learning.Models.Networks;

namespace EventCollab.Learning.Models.Neural;

/// <summary>A round's head on the shared extractor; only the head is saved with the round.</summary>
internal sealed class SharedExtractorModel(
    NetworkKind kind, SharedExtractor extractor, ModelHeader header, byte[] head, ComputeSettings compute) : ILocalModel
{
    public float[] Predict(IFeatures features)
    {
        header.Require(features);
        var device = DeviceChoice.Prepare(compute);
        using var network = Read();
        return kind.Predict(network, features, header.Width, device);
    }

    public byte[] Save() => head;

    /// <returns>Extractor and head together; the caller disposes it.</returns>
    public Network Read() => ModelFile.Read(head, kind.Kind, ModelPart.Head, (_, reader) =>
    {
        kind.CheckLength(header, reader);
        var network = extractor.Make(header);
        try
        {
            network.Head.load(reader);
            return network;
        }
        catch
        {
            network.Dispose();
            throw;
        }
    });
}
