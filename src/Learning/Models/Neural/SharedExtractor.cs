using EventCollab.Learning.Models.Files;
using EventCollab.Learning.Models.Networks;

namespace EventCollab.Learning.Models.Neural;

/// <summary>The extractor that an organization's rounds share, as it was kept.</summary>
internal sealed class SharedExtractor(NetworkKind kind, IModelStore models)
{
    private const string Name = "extractor";

    /// <returns>The round that trained it, or null where none has.</returns>
    public int? Round() => models.Load(Name) is { } bytes
        ? ModelFile.Peek(bytes, kind.Kind, ModelPart.Extractor, (_, reader) => reader.ReadInt32())
        : null;

    public void Keep(ModelHeader header, int round, Network network) => models.Save(
        Name,
        ModelFile.Write(header with { Part = ModelPart.Extractor }, writer =>
        {
            writer.Write(round);
            network.Extractor.save(writer);
        }));

    /// <returns>A network for the head's header with this extractor, and first weights in its head; the caller disposes it.</returns>
    /// <exception cref="MethodException">There is none, or it is of other samples or another kind.</exception>
    public Network Make(ModelHeader head)
    {
        var bytes = models.Load(Name) ?? throw new MethodException("the model store has a head but no extractor; train again.");
        return ModelFile.Read(bytes, kind.Kind, ModelPart.Extractor, (header, reader) => Load(head, header, reader));
    }

    private Network Load(ModelHeader head, ModelHeader header, BinaryReader reader)
    {
        if (!header.Shape.SequenceEqual(head.Shape))
        {
            throw new InvalidDataException($"its extractor is of {SampleShape.Describe(header.Shape)}, its head of {SampleShape.Describe(head.Shape)}");
        }

        reader.ReadInt32();
        kind.CheckLength(header, reader);
        var network = kind.MakeFor(head);
        try
        {
            network.Extractor.load(reader);
            return network;
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }
}
