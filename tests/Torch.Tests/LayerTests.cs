using System.Runtime.InteropServices;

namespace EventCollab.Torch.Tests;

/// <summary>Layers by numbers that can be worked out by hand.</summary>
public sealed class LayerTests
{
    [Fact]
    public void Batch_norm_moves_its_running_statistics_a_tenth_of_the_way_and_uses_them_in_evaluation()
    {
        // Batch 1, 3: mean 2, unbiased variance 2, biased 1. Running mean 0.9 * 0 + 0.1 * 2, variance 0.9 * 1 + 0.1 * 2.
        using var scope = NewDisposeScope();
        using var norm = BatchNorm1d(1, 0);
        var x = tensor(new float[,] { { 1 }, { 3 } });

        norm.call(x).data<float>().ToArray().ShouldBe([-1, 1]);
        norm.running_mean!.item<float>().ShouldBe(0.2f);
        norm.running_var!.item<float>().ShouldBe(1.1f);

        norm.eval();
        norm.call(x).data<float>().ToArray()[1].ShouldBe(2.8f / MathF.Sqrt(1.1f), 1e-6f);
        norm.running_mean!.item<float>().ShouldBe(0.2f);
    }

    [Fact]
    public void Batch_norm_without_running_statistics_uses_the_batch_in_evaluation_too()
    {
        using var scope = NewDisposeScope();
        using var norm = BatchNorm1d(1, 0, track_running_stats: false);
        norm.eval();

        norm.call(tensor(new float[,] { { 1 }, { 3 } })).data<float>().ToArray().ShouldBe([-1, 1]);
        norm.state_dict().Keys.ShouldBe(["weight", "bias"]);
    }

    [Fact]
    public void A_layer_refuses_inputs_of_other_dimensions_by_name()
    {
        using var scope = NewDisposeScope();
        Should.Throw<ArgumentException>(() => BatchNorm2d(2).call(ones(3, 2))).Message.ShouldBe("BatchNorm2d takes 4 dimensions, not 2");
        Should.Throw<ArgumentException>(() => BatchNorm1d(2).call(ones(3))).Message.ShouldBe("BatchNorm1d takes 2 or 3 dimensions, not 1");
        Should.Throw<ArgumentException>(() => LSTM(2, 2).call(ones(3, 2))).Message.ShouldBe("LSTM takes sequences of 3 dimensions, not 2");
        Should.Throw<ExternalException>(() => Conv2d(3, 1, 3).call(ones(1, 2, 5, 5))).Message.ShouldContain("3 channels");
    }

    [Fact]
    public void A_layer_of_impossible_sizes_is_not_made()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => Conv2d(0, 1, 3));
        Should.Throw<ArgumentException>(() => Conv2d(3, 4, 3, groups: 2)).Message.ShouldContain("groups");
        Should.Throw<ArgumentException>(() => GroupNorm(3, 4)).Message.ShouldContain("groups");
        Should.Throw<ArgumentException>(() => ConvTranspose2d(1, 1, 3, padding_mode: PaddingModes.Reflect));
        Should.Throw<ArgumentOutOfRangeException>(() => Embedding(3, 2, 3));
        Should.Throw<ArgumentOutOfRangeException>(() => LSTM(2, 0));
    }

    [Fact]
    public void A_convolution_sums_each_window_times_its_weights()
    {
        // 1 2 3 / 4 5 6 / 7 8 9 with 1 0 / 0 1: top left plus bottom right of each window.
        using var scope = NewDisposeScope();
        var image = arange(1, 10, float32).view(1, 1, 3, 3);
        var weight = eye(2).view(1, 1, 2, 2);

        F.conv2d(image, weight).data<float>().ToArray().ShouldBe([6, 8, 12, 14]);
        // With a border of zeros and stride 2: 0 + 1, 0 + 3, 0 + 7, 5 + 9.
        F.conv2d(image, weight, null, [2, 2], [1, 1]).data<float>().ToArray().ShouldBe([1, 3, 7, 14]);
        F.max_pool2d(image, 2, 1).data<float>().ToArray().ShouldBe([5, 6, 8, 9]);
        F.avg_pool2d(image, 2, 1).data<float>().ToArray().ShouldBe([3, 4, 6, 7]);
        F.max_pool2d(image, 2).shape.ShouldBe([1, 1, 1, 1]);
        F.max_pool2d(image, 2, ceil_mode: true).data<float>().ToArray().ShouldBe([5, 6, 8, 9]);
        F.adaptive_avg_pool2d(image, 1).item<float>().ShouldBe(5);
    }

    [Fact]
    public void An_lstm_step_is_the_gates_worked_out_by_hand()
    {
        // All weights 0 and all biases 0 but the cell gate's: i = f = o = 1/2, g = tanh(b).
        // c = c0 / 2 + tanh(b) / 2, h = tanh(c) / 2.
        using var scope = NewDisposeScope();
        using var lstm = LSTM(3, 1).to(float64);
        using (no_grad())
        {
            foreach (var (name, parameter) in lstm.named_parameters())
            {
                parameter.zero_();
                if (name == "bias_ih_l0")
                {
                    parameter[2] = tensor(0.7);
                }
            }
        }

        var (output, hidden, cell) = lstm.call(ones([1, 1, 3], float64), (zeros([1, 1, 1], float64), full([1, 1, 1], 0.4, float64)));

        var c = 0.2 + (Math.Tanh(0.7) / 2);
        cell.item<double>().ShouldBe(c, 1e-15);
        hidden.item<double>().ShouldBe(Math.Tanh(c) / 2, 1e-15);
        output.item<double>().ShouldBe(hidden.item<double>());
    }

    [Fact]
    public void The_parameters_of_an_lstm_have_the_names_and_shapes_of_pytorch()
    {
        using var lstm = LSTM(3, 2, 2, true, true, 0, true);

        lstm.state_dict().Select(entry => $"{entry.Key} {string.Join('x', entry.Value.shape)}").ShouldBe(
            [
                "weight_ih_l0 8x3", "weight_hh_l0 8x2", "bias_ih_l0 8", "bias_hh_l0 8",
                "weight_ih_l0_reverse 8x3", "weight_hh_l0_reverse 8x2", "bias_ih_l0_reverse 8", "bias_hh_l0_reverse 8",
                "weight_ih_l1 8x4", "weight_hh_l1 8x2", "bias_ih_l1 8", "bias_hh_l1 8",
                "weight_ih_l1_reverse 8x4", "weight_hh_l1_reverse 8x2", "bias_ih_l1_reverse 8", "bias_hh_l1_reverse 8",
            ]);
    }

    [Fact]
    public void The_padding_row_of_an_embedding_is_zero_and_stays_untrained()
    {
        using var scope = NewDisposeScope();
        using var embedding = Embedding(4, 2, -1);
        embedding.call(tensor(new long[] { 3, 3, 0 })).sum().backward();

        embedding.weight[3].data<float>().ToArray().ShouldBe([0, 0]);
        embedding.weight.grad!.data<float>().ToArray().ShouldBe([1, 1, 0, 0, 0, 0, 0, 0]);
        Should.Throw<ExternalException>(() => embedding.call(tensor(new long[] { 4 }))).Message.ShouldContain("out of range");
    }

    [Fact]
    public void Two_dimensional_dropout_takes_whole_channels()
    {
        using var scope = NewDisposeScope();
        manual_seed(2);
        using var drop = Dropout2d(0.5);

        var channels = drop.call(ones(1, 64, 3, 3)).flatten(2)[0];

        channels.std(1, false).max().item<float>().ShouldBe(0);
        channels.mean([1]).data<float>().ToArray().Distinct().Order().ShouldBe([0f, 2f]);
    }

    [Fact]
    public void Resizing_wants_either_a_size_or_a_factor_and_a_mode_that_fits()
    {
        using var scope = NewDisposeScope();
        var x = ones(1, 1, 2, 2);
        Should.Throw<ArgumentException>(() => F.interpolate(x));
        Should.Throw<ArgumentException>(() => F.interpolate(x, [4], [2]));
        Should.Throw<ArgumentException>(() => F.interpolate(x, [4, 4], mode: InterpolationMode.Linear)).Message.ShouldContain("Linear");
        Should.Throw<ArgumentException>(() => F.interpolate(x, [4, 4], antialias: true));
        F.interpolate(arange(4, float32).view(1, 1, 2, 2), null, [2]).flatten().data<float>().ToArray()
            .ShouldBe([0, 0, 1, 1, 0, 0, 1, 1, 2, 2, 3, 3, 2, 2, 3, 3]);
    }

    [Fact]
    public void Kullback_leibler_takes_a_logarithm_as_target_unless_told_otherwise()
    {
        // P = (1/2, 1/2), Q = (1/4, 3/4): KL(P || Q) = 1/2 ln 2 + 1/2 ln(2/3) = ln(4/3) / 2.
        using var scope = NewDisposeScope();
        var p = tensor(new[] { 0.5, 0.5 });
        var q = tensor(new[] { 0.25, 0.75 });
        var expected = Math.Log(4.0 / 3) / 2;

        F.kl_div(q.log(), p.log(), true, nn.Reduction.Sum).item<double>().ShouldBe(expected, 1e-15);
        F.kl_div(q.log(), p.log(), reduction: nn.Reduction.Sum).item<double>().ShouldBe(expected, 1e-15);
        F.kl_div(q.log(), p, false, nn.Reduction.Sum).item<double>().ShouldBe(expected, 1e-15);
        KLDivLoss().call(q.log(), p.log()).item<double>().ShouldBe(expected / 2, 1e-15);
    }

    [Fact]
    public void The_state_of_layers_with_buffers_and_many_parameters_survives_a_file_bit_for_bit()
    {
        using var scope = NewDisposeScope();
        manual_seed(4);
        using var trained = Sequential(("conv", Conv2d(1, 3, 3)), ("norm", BatchNorm2d(3)), ("flatten", Flatten()), ("list", LayerNorm(12)));
        using var fresh = Sequential(("conv", Conv2d(1, 3, 3)), ("norm", BatchNorm2d(3)), ("flatten", Flatten()), ("list", LayerNorm(12)));
        using var lstm = LSTM(2, 3, 2, bidirectional: true);
        using var other = LSTM(2, 3, 2, bidirectional: true);
        var images = randn(5, 1, 4, 4);
        trained.call(images);
        using var file = new MemoryStream();

        trained.save(file);
        lstm.save(file);
        file.Position = 0;
        fresh.load(file);
        other.load(file);

        trained.eval();
        fresh.eval();
        fresh.call(images).equal(trained.call(images)).ShouldBeTrue();
        fresh.get_buffer("norm.num_batches_tracked")!.item<long>().ShouldBe(1);
        fresh.get_parameter("norm.weight").ShouldNotBeNull();
        fresh.get_parameter("norm.none").ShouldBeNull();
        var series = randn(4, 2, 2);
        other.call(series).Item1.equal(lstm.call(series).Item1).ShouldBeTrue();
    }

    [Fact]
    public void Parameters_go_into_one_vector_and_back()
    {
        using var scope = NewDisposeScope();
        using var net = Linear(2, 2);
        var vector = nn.utils.parameters_to_vector(net.parameters());
        vector.shape.ShouldBe([6]);
        vector.requires_grad.ShouldBeTrue();

        nn.utils.vector_to_parameters(arange(6, float32), net.parameters());

        net.weight.data<float>().ToArray().ShouldBe([0, 1, 2, 3]);
        net.bias!.data<float>().ToArray().ShouldBe([4, 5]);
        net.weight.is_leaf.ShouldBeTrue();
        Should.Throw<ArgumentException>(() => nn.utils.vector_to_parameters(ones(7), net.parameters())).Message.ShouldContain("7 numbers");
        Should.Throw<ArgumentException>(() => nn.utils.vector_to_parameters(ones(5), net.parameters()));

        net.weight.grad = tensor(new float[,] { { -3, 0.5f }, { 2, 1 } });
        nn.utils.clip_grad_value_(net.parameters(), 1);
        net.weight.grad!.data<float>().ToArray().ShouldBe([-1, 0.5f, 1, 1]);
    }

    [Fact]
    public void Apply_reaches_every_module_children_first()
    {
        using var net = Sequential(("inner", Sequential(("relu", ReLU()))), ("tanh", Tanh()));
        List<string> names = [];

        net.apply(module => names.Add(module.GetName())).ShouldBeSameAs(net);

        names.ShouldBe(["ReLU", "Sequential", "Tanh", "Sequential"]);
    }

    [Fact]
    public void A_network_with_every_kind_of_layer_leaves_no_tensor_behind_after_a_step()
    {
        using var net = Sequential(
            Unflatten(1, [1, 8, 8]), ZeroPad2d(1), Conv2d(1, 4, 3, padding: 1, padding_mode: PaddingModes.Reflect), BatchNorm2d(4), LeakyReLU(),
            MaxPool2d(2), Upsample(scale_factor: [2]), ConvTranspose2d(4, 4, 3), GroupNorm(2, 4), GELU(), Dropout2d(0.2), AdaptiveAvgPool2d(2),
            Flatten(), Linear(16, 4), LayerNorm(4), LogSoftmax(1));
        Step();
        var before = LiveTensors.Settled();

        Step();
        Step();

        Diagnostics.LiveTensors.ShouldBe(before);

        void Step()
        {
            using var scope = NewDisposeScope();
            F.nll_loss(net.call(randn(3, 64)), tensor(new long[] { 0, 1, 2 })).backward();
        }
    }
}
