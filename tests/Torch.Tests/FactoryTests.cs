using System.Runtime.InteropServices;

namespace EventCollab.Torch.Tests;

public sealed class FactoryTests
{
    [Fact]
    public void A_tensor_from_an_array_is_a_copy_of_any_element_type_and_rank()
    {
        using var scope = NewDisposeScope();
        var matrix = new float[,] { { 1, 2 }, { 3, 4 } };

        var made = from_array(matrix);
        matrix[0, 0] = 9;

        made.data<float>().ToArray().ShouldBe([1, 2, 3, 4]);
        from_array(new[] { true, false }).dtype.ShouldBe(torch.@bool);
        from_array(new sbyte[1, 2, 3, 1]).shape.ShouldBe([1, 2, 3, 1]);
        from_array(new[] { 1L, 2 }, float64).data<double>().ToArray().ShouldBe([1, 2]);
        from_array(Array.Empty<int>()).shape.ShouldBe([0]);
        Should.Throw<ArgumentException>(() => from_array(new[] { "1" })).Message.ShouldBe("a tensor cannot hold String");
    }

    [Fact]
    public void A_part_of_a_buffer_must_lie_inside_it()
    {
        using var scope = NewDisposeScope();
        var numbers = new[] { 1f, 2, 3 };

        frombuffer(numbers, float32, -1, 1).data<float>().ToArray().ShouldBe([2, 3]);
        frombuffer(numbers, float32, 0, 3).numel().ShouldBe(0);
        Should.Throw<ArgumentOutOfRangeException>(() => frombuffer(numbers, float32, 3, 1));
        Should.Throw<ArgumentOutOfRangeException>(() => frombuffer(numbers, float32, -1, 4));
        Should.Throw<ArgumentOutOfRangeException>(() => frombuffer(numbers, float32, 1, -1));
        Should.Throw<ArgumentOutOfRangeException>(() => frombuffer(numbers, float32, long.MaxValue, 1));
    }

    [Fact]
    public void Lists_memory_and_arrays_of_several_dimensions_make_equal_tensors()
    {
        using var scope = NewDisposeScope();
        var expected = arange(8, float64);

        tensor(new List<double> { 0, 1, 2, 3, 4, 5, 6, 7 }).equal(expected).ShouldBeTrue();
        tensor(new double[] { 0, 1, 2, 3, 4, 5, 6, 7 }.AsMemory(), [8]).equal(expected).ShouldBeTrue();
        tensor(new double[,,] { { { 0, 1 }, { 2, 3 } }, { { 4, 5 }, { 6, 7 } } }).flatten().equal(expected).ShouldBeTrue();
        tensor(new double[,,,] { { { { 0, 1 }, { 2, 3 } }, { { 4, 5 }, { 6, 7 } } } }).shape.ShouldBe([1, 2, 2, 2]);
        tensor(new List<int> { 1, 2 }, [2, 1], float32, CPU, true).requires_grad.ShouldBeTrue();
        Should.Throw<ArgumentException>(() => tensor(new List<int> { 1, 2 }, [3]));
    }

    [Fact]
    public void Half_precision_keeps_eleven_bits_and_brain_floats_keep_eight()
    {
        using var scope = NewDisposeScope();
        // 1 + 2^-10 fits half precision, 1 + 2^-11 rounds to even; brain floats begin to round at 2^-8.
        var x = tensor(new[] { 1 + (1f / 1024), 1 + (1f / 2048), 1 + (1f / 128), 1 + (1f / 256) });

        x.half().@float().data<float>().ToArray().ShouldBe([1 + (1f / 1024), 1, 1 + (1f / 128), 1 + (1f / 256)]);
        x.bfloat16().@float().data<float>().ToArray().ShouldBe([1, 1, 1 + (1f / 128), 1]);
        x.half().data<Half>().ToArray()[0].ShouldBe((Half)(1 + (1f / 1024)));
        x.half().ElementSize.ShouldBe(2);
        tensor(new[] { 1e6f }).half().isinf().item<bool>().ShouldBeTrue();
    }

    [Fact]
    public void Indices_outside_the_tensor_are_refused()
    {
        using var scope = NewDisposeScope();
        var x = arange(6).view(2, 3);

        Should.Throw<ExternalException>(() => x[2]).Message.ShouldContain("out of range");
        Should.Throw<ExternalException>(() => x[0, 0, 0]);
        Should.Throw<ExternalException>(() => x[tensor(new long[] { 5 })]).Message.ShouldContain("out of bounds");
        Should.Throw<ExternalException>(() => x.gather(1, tensor(new long[,] { { 7 } })));
        x[5..].shape.ShouldBe([0, 3]);
    }

    [Fact]
    public void Indexing_makes_a_view_unless_a_tensor_picks()
    {
        using var scope = NewDisposeScope();
        var x = zeros(2, 3);

        x[0, 1..].fill_(5);
        x[tensor(new long[] { 1 })].fill_(7);

        x.data<float>().ToArray().ShouldBe([0, 5, 5, 0, 0, 0]);
    }

    [Fact]
    public void Indexing_leaves_only_its_result_behind()
    {
        var before = LiveTensors.Settled();
        using (var x = ones(2, 3, 4))
        using (var rows = tensor(new long[] { 1, 0 }))
        using (var picked = x[TensorIndex.Ellipsis, 1, rows])
        {
            picked.shape.ShouldBe([2, 2]);
            Diagnostics.LiveTensors.ShouldBe(before + 3);
            x.index_put_(4, 0, TensorIndex.Colon);
            Diagnostics.LiveTensors.ShouldBe(before + 3);
        }

        Diagnostics.LiveTensors.ShouldBe(before);
    }

    [Fact]
    public void First_values_are_written_without_a_gradient_and_by_the_fan_of_the_tensor()
    {
        using var scope = NewDisposeScope();
        using var weight = new Parameter(empty([6, 4, 3, 3]));

        nn.init.CalculateFanInAndFanOut(weight).ShouldBe((36, 54));
        nn.init.zeros_(weight).ShouldBeSameAs(weight);
        weight.sum().item<float>().ShouldBe(0);
        nn.init.ones_(weight).sum().item<float>().ShouldBe(216);
        nn.init.calculate_gain(nn.init.NonlinearityType.ReLU).ShouldBe(Math.Sqrt(2));
        weight.is_leaf.ShouldBeTrue();
        weight.requires_grad.ShouldBeTrue();
        Should.Throw<ArgumentException>(() => nn.init.xavier_uniform_(ones(3))).Message.ShouldContain("two dimensions");
    }

    [Fact]
    public void Orthogonal_rows_stay_orthogonal_whatever_the_shape()
    {
        using var scope = NewDisposeScope();
        manual_seed(8);
        var wide = nn.init.orthogonal_(zeros([3, 2, 4], float64));
        var flat = wide.view(3, 8);

        flat.mm(flat.t()).allclose(eye(3, dtype: float64), 1e-12, 1e-12).ShouldBeTrue();
    }
}
