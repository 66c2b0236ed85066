using EventCollab.Learning.Models.Networks;
using EventCollab.Learning.Models.Neural;

namespace EventCollab.Learning.Models.Tests;

public sealed class NetworkTests
{
    /// <summary>Network, one sample's shape, and the published number of parameters for it and 10 outputs.</summary>
    public static TheoryData<string, int[], long> Published => new()
    {
        // d K + K.
        { "linear", [30], 310 },

        // 64 (d + 1) + 65 K.
        { "mlp", [30], 1984 + 650 },

        // He et al. with CIFAR's stem, as counted wherever these are used with CIFAR-10.
        { "resNet18", [3, 32, 32], 11_173_962 },
        { "resNet34", [3, 32, 32], 21_282_122 },

        // Zagoruyko and Komodakis give 0.2 M and 0.6 M. By hand: 432 (stem) + stages of 16, 32, 64 channels + 128 (last norm)
        // + 650 (head). A block of c channels without projection has 2 (9 c c) + 4 c: 4672, 18560, 73984; the first of a stage
        // that widens from b to c has 2 b + 9 b c + 2 c + 9 c c + b c: 14432, 57536.
        { "wrn16", [3, 32, 32], 432 + (2 * 4672) + 14432 + 18560 + 57536 + 73984 + 128 + 650 },
        { "wrn40", [3, 32, 32], 432 + (6 * 4672) + 14432 + (5 * 18560) + 57536 + (5 * 73984) + 128 + 650 },
        { "vgg11", [3, 32, 32], 9_231_114 },

        // LeNet-5: 156 + 2416 + 48120 + 10164 + 850.
        { "leNet", [1, 28, 28], 61_706 },
        { "leNet", [1, 14, 7], 61_706 },

        // 3x3 convolutions 1-64-128-256-512 with biases 640 + 73856 + 295168 + 1180160, norms 2 (64 + 128 + 256 + 512), head 5130.
        { "cnn", [1, 28, 28], 640 + 73856 + 295168 + 1180160 + 1920 + 5130 },
        { "cnn", [1, 14, 7], 640 + 73856 + 295168 + 1180160 + 1920 + 5130 },

        // 4 gates of 128 from 22 inputs and 128 states with two biases, head 129 K.
        { "lstm", [48, 22], (512 * (22 + 128)) + 1024 + 1290 },
    };

    public static TheoryData<string, int[]> Small => new()
    {
        { "cnn", [1, 14, 7] },
        { "cnn", [3, 16, 8] },
        { "leNet", [1, 14, 7] },
        { "vgg11", [1, 14, 7] },
        { "resNet18", [1, 14, 7] },
        { "wrn16", [1, 14, 7] },
        { "lstm", [5, 3] },
        { "mlp", [1, 4, 2] },
    };

    [Theory]
    [MemberData(nameof(Published))]
    public void A_network_has_as_many_parameters_as_published(string name, int[] shape, long count)
    {
        using var network = Make(name, shape);
        network.parameters().Sum(parameter => parameter.numel()).ShouldBe(count);
    }

    /// <summary>What is held against a file's length before a network is made.</summary>
    [Theory]
    [MemberData(nameof(Published))]
    [MemberData(nameof(Small))]
    [InlineData("leNet", new[] { 2, 40, 51 })]
    public void The_parameters_counted_beforehand_are_those_of_the_network(string name, int[] shape, long count = 0)
    {
        using var network = Make(name, shape);
        var size = NetworkKind.All.Single(kind => kind.Name == name).Size(shape);
        size.Extractor.ShouldBe(network.Extractor.parameters().Sum(parameter => parameter.numel()));
        size.Head(10).ShouldBe(network.Head.parameters().Sum(parameter => parameter.numel()));
        (count == 0 || size.Extractor + size.Head(10) == count).ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Small))]
    public void A_network_gives_its_outputs_for_every_sample_of_a_small_shape(string name, int[] shape)
    {
        using var network = Make(name, shape);
        using var scope = torch.NewDisposeScope();
        network.call(Samples(3, shape)).shape.ShouldBe([3L, 10L]);
    }

    [Theory]
    [MemberData(nameof(Small))]
    public void A_gradient_reaches_every_parameter(string name, int[] shape)
    {
        using var network = Make(name, shape);
        using var scope = torch.NewDisposeScope();
        Initialization.Draw(network, new RandomSource(4));
        network.call(Samples(6, shape)).square().sum().backward();
        foreach (var (key, parameter) in network.named_parameters())
        {
            // A bias before a batch norm is shifted away again: its gradient is there, and 0 up to rounding.
            parameter.grad.ShouldNotBeNull(key);
            if (!key.Contains("conv") || !key.EndsWith(".bias"))
            {
                parameter.grad!.abs().sum().item<float>().ShouldBeGreaterThan(0, key);
            }
        }
    }

    [Fact]
    public void First_weights_are_uniform_within_one_over_the_root_of_the_inputs()
    {
        using var network = Make("cnn", [1, 28, 28]);
        using var scope = torch.NewDisposeScope();
        Initialization.Draw(network, new RandomSource(4));
        var weight = network.state_dict()["extractor.conv2.weight"];
        var bound = 1 / Math.Sqrt(9 * 64);
        double largest = weight.abs().max().item<float>();
        largest.ShouldBeInRange(0.99 * bound, bound);

        // The variance of a uniform distribution is a third of the square of its bound.
        double variance = weight.square().mean().item<float>();
        variance.ShouldBe(bound * bound / 3, bound * bound / 100);
        network.state_dict()["extractor.bn2.weight"].data<float>().ToArray().ShouldAllBe(value => value == 1);
        network.state_dict()["extractor.bn2.bias"].data<float>().ToArray().ShouldAllBe(value => value == 0);
    }

    [Fact]
    public void The_keys_of_saved_states_stay_as_they_are()
    {
        // Models on disk and, for shared networks, on the wire are read by these names.
        using var cnn = Make("cnn", [1, 28, 28]);
        cnn.state_dict().Keys.Take(5).ShouldBe(["extractor.conv1.weight", "extractor.conv1.bias", "extractor.bn1.weight", "extractor.bn1.bias", "extractor.conv2.weight"]);
        cnn.state_dict().Keys.ShouldContain("extractor.bn4.num_batches_tracked");
        using var resNet = Make("resNet18", [3, 32, 32]);
        resNet.state_dict().Keys.ShouldContain("extractor.layer2.0.shortcut.conv.weight");
        resNet.state_dict().Keys.ShouldContain("extractor.layer4.1.bn2.running_var");
        using var wide = Make("wrn16", [3, 32, 32]);
        wide.state_dict().Keys.ShouldContain("extractor.block2.0.shortcut.weight");
        using var series = Make("lstm", [5, 3]);
        series.state_dict().Keys.ShouldBe(
            ["head.weight", "head.bias", "extractor.lstm.weight_ih_l0", "extractor.lstm.weight_hh_l0", "extractor.lstm.bias_ih_l0", "extractor.lstm.bias_hh_l0"],
            ignoreOrder: true);
    }

    [Fact]
    public void Dropout_drops_its_share_in_training_and_nothing_in_evaluation()
    {
        using var scope = torch.NewDisposeScope();
        using var dropout = new SeededDropout(0.3, new RandomSource(1));
        var input = torch.ones([100, 100]);
        var kept = dropout.call(input).data<float>().ToArray();
        kept.Distinct().Order().ShouldBe([0f, 1 / 0.7f]);

        // 10,000 draws: the standard error of the share is 0.0046.
        kept.Count(value => value == 0).ShouldBeInRange(2800, 3200);
        dropout.eval();
        dropout.call(input).data<float>().ToArray().ShouldAllBe(value => value == 1);
    }

    private static torch.Tensor Samples(int count, int[] shape)
    {
        var random = new RandomSource(3);
        var values = Enumerable.Range(0, count * shape.Aggregate((product, size) => product * size)).Select(_ => (float)random.NextNormal()).ToArray();
        return torch.tensor(values, [count, .. shape.Select(size => (long)size)]);
    }

    private static Network Make(string name, int[] shape) => name switch
    {
        "linear" => new LinearNetwork(shape[0], 10),
        "mlp" => new Mlp(shape.Aggregate((product, size) => product * size), 10),
        "cnn" => new GalCnn(shape[0], shape[1], shape[2], 10),
        "leNet" => new LeNet(shape[0], shape[1], shape[2], 10),
        "resNet18" => ResNet.Of18Layers(shape[0], 10),
        "resNet34" => ResNet.Of34Layers(shape[0], 10),
        "wrn16" => WideResNet.Of16Layers(shape[0], 10),
        "wrn40" => WideResNet.Of40Layers(shape[0], 10),
        "vgg11" => new VggNetwork(shape[0], shape[1], shape[2], 10),
        _ => new SeriesLstm(shape[1], 10, new RandomSource(2)),
    };
}
