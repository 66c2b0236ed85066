using EventCollab.Learning.Models.Files;

namespace EventCollab.Learning.Models.Neural;

/// <summary>
/// A trained network as bytes. A prediction makes the network and frees it again: models hold no native memory that somebody must
/// remember to free, and several threads may predict at once.
/// </summary>
internal sealed class NeuralModel(NetworkKind kind, ModelHeader header, byte[] bytes, ComputeSettings compute) : ILocalModel
{
    public float[] Predict(IFeatures features)
    {
        header.Require(features);
        var device = DeviceChoice.Prepare(compute);
        using var network = ModelFile.Read(bytes, kind.Kind, ModelPart.Whole, kind.Read);
        return kind.Predict(network, features, header.Width, device);
    }

    public byte[] Save() => bytes;
}
