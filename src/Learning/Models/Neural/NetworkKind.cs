using System.Runtime.InteropServices;
using EventCollab.Learning.Models.Files;
using EventCollab.Learning.Models.Networks;

namespace EventCollab.Learning.Models.Neural;

/// <summary>A network that can be chosen as a local model.</summary>
/// <param name="Kind">Its name.</param>
/// <param name="Needs">What its samples must be.</param>
/// <param name="Recipe">How it is trained unless settings say otherwise.</param>
/// <param name="Size">Its number of parameters for a sample's shape.</param>
/// <param name="Make">Makes it for a sample's shape and K outputs; the source is for dropout.</param>
internal sealed record NetworkKind(
    LocalModelKind Kind,
    SampleKind Needs,
    TrainingRecipe Recipe,
    Func<IReadOnlyList<int>, NetworkSize> Size,
    Func<IReadOnlyList<int>, int, RandomSource, Network> Make)
{
    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<NetworkKind> All =
    [
        Table(LocalModelKind.Linear, NetworkSize.OfLinear, (columns, width) => new LinearNetwork(columns, width)),
        Table(LocalModelKind.Mlp, NetworkSize.OfMlp, (columns, width) => new Mlp(columns, width)),
        Image(LocalModelKind.Cnn, shape => NetworkSize.OfConvolutions(shape, 64, 1_551_168, 512), (shape, width) => new GalCnn(shape[0], shape[1], shape[2], width)),
        Image(LocalModelKind.LeNet, NetworkSize.OfLeNet, (shape, width) => new LeNet(shape[0], shape[1], shape[2], width)),
        Image(LocalModelKind.ResNet18, shape => NetworkSize.OfConvolutions(shape, 64, 11_167_104, 512), (shape, width) => ResNet.Of18Layers(shape[0], width)),
        Image(LocalModelKind.ResNet34, shape => NetworkSize.OfConvolutions(shape, 64, 21_275_264, 512), (shape, width) => ResNet.Of34Layers(shape[0], width)),
        Image(LocalModelKind.Wrn16, shape => NetworkSize.OfConvolutions(shape, 16, 173_984, 64), (shape, width) => WideResNet.Of16Layers(shape[0], width)),
        Image(LocalModelKind.Wrn40, shape => NetworkSize.OfConvolutions(shape, 16, 562_848, 64), (shape, width) => WideResNet.Of40Layers(shape[0], width)),
        Image(LocalModelKind.Vgg11, shape => NetworkSize.OfConvolutions(shape, 64, 9_224_256, 512), (shape, width) => new VggNetwork(shape[0], shape[1], shape[2], width)),
        new(
            LocalModelKind.Lstm,
            SampleKind.Series,
            TrainingRecipe.Series,
            shape => NetworkSize.OfLstm(shape, 128),
            (shape, width, random) => new SeriesLstm(shape[1], width, random)),
    ];

    public string Name => LocalLearners.NameOf(Kind);

    /// <summary>Whether there is something to share between rounds: a linear model is all head.</summary>
    public bool HasExtractor => Kind != LocalModelKind.Linear;

    /// <returns>The network that a saved model's header speaks of, with first weights; the caller disposes it.</returns>
    public Network MakeFor(ModelHeader header)
    {
        CheckSamples(header);
        return Make(header.Shape, header.Width, new RandomSource(0));
    }

    /// <summary>Anybody can write a header: nothing is made for it before the bytes behind it are long enough.</summary>
    /// <exception cref="InvalidDataException">They are not, or the header's samples are none of this kind.</exception>
    public void CheckLength(ModelHeader header, BinaryReader reader)
    {
        CheckSamples(header);
        var size = Size(header.Shape);
        var parameters = header.Part switch
        {
            ModelPart.Head => size.Head(header.Width),
            ModelPart.Extractor => size.Extractor,
            _ => size.Extractor + size.Head(header.Width),
        };
        if (parameters * sizeof(float) > reader.BaseStream.Length - reader.BaseStream.Position)
        {
            throw new InvalidDataException($"it is too short for the {parameters} parameters of its shape");
        }
    }

    /// <returns>The saved network; the caller disposes it.</returns>
    public Network Read(ModelHeader header, BinaryReader reader)
    {
        CheckLength(header, reader);
        var network = MakeFor(header);
        try
        {
            network.load(reader);
            return network;
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    /// <returns>Rows x width.</returns>
    public float[] Predict(Network network, IFeatures features, int width, Device device)
    {
        try
        {
            if (device.type != DeviceType.CPU)
            {
                network.to(device);
            }

            return NetworkPrediction.Run(network, features, width, Recipe.PredictionRows, device);
        }
        catch (ExternalException exception)
        {
            throw new MethodException($"localModel {Name} on {device}: {exception.Message}", exception);
        }
    }

    private void CheckSamples(ModelHeader header)
    {
        if (Needs != SampleKind.Any && SampleShape.KindOf(header.Shape) != Needs)
        {
            throw new InvalidDataException($"it is of {SampleShape.Describe(header.Shape)}, and {Name} needs {SampleShape.Plural(Needs)}");
        }
    }

    private static NetworkKind Table(LocalModelKind kind, Func<IReadOnlyList<int>, NetworkSize> size, Func<int, int, Network> make) => new(
        kind, SampleKind.Any, TrainingRecipe.Tables, size, (shape, width, _) => make(shape.Aggregate(1, (product, length) => product * length), width));

    private static NetworkKind Image(LocalModelKind kind, Func<IReadOnlyList<int>, NetworkSize> size, Func<IReadOnlyList<int>, int, Network> make) =>
        new(kind, SampleKind.Image, TrainingRecipe.Images, size, (shape, width, _) => make(shape, width));
}
