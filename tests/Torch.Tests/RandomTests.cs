using System.Runtime.InteropServices;

namespace EventCollab.Torch.Tests;

/// <summary>Seeds, generators and where they stand.</summary>
public sealed class RandomTests
{
    [Fact]
    public void A_state_taken_and_put_back_gives_the_same_numbers_again()
    {
        using var scope = NewDisposeScope();
        manual_seed(11);
        randn(7).Dispose();
        var state = get_rng_state();
        var first = randn(33).data<float>().ToArray();

        set_rng_state(state);

        randn(33).data<float>().ToArray().ShouldBe(first);
        state.dtype.ShouldBe(uint8);
        initial_seed().ShouldBe(11);
    }

    [Fact]
    public void A_generator_can_be_seeded_anew_and_resumed_where_it_stood()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(3);
        using var other = new Generator(4, CPU);
        var first = randn([9], generator: generator).data<float>().ToArray();

        other.set_state(generator.get_state());
        randn([5], generator: other).equal(randn([5], generator: generator)).ShouldBeTrue();
        randn([9], generator: generator.manual_seed(3)).data<float>().ToArray().ShouldBe(first);
        generator.initial_seed().ShouldBe(3);
        other.device.ShouldBe(CPU);
    }

    [Fact]
    public void Bytes_that_are_no_state_are_refused()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(3);
        var before = generator.get_state();

        Should.Throw<ExternalException>(() => generator.set_state(zeros([10], uint8))).Message.ShouldContain("Generator");
        Should.Throw<ExternalException>(() => generator.set_state(ones([3])));

        generator.get_state().equal(before).ShouldBeTrue();
    }

    [Fact]
    public void Drawing_from_an_own_generator_leaves_the_one_of_the_process_where_it_was()
    {
        using var scope = NewDisposeScope();
        manual_seed(5);
        var before = get_rng_state();
        using var own = new Generator(6);

        randn([100], generator: own).Dispose();

        get_rng_state().equal(before).ShouldBeTrue();
    }

    [Fact]
    public void Seeding_cuda_where_there_is_none_does_nothing_and_a_generator_there_is_an_error()
    {
        Assert.SkipWhen(cuda.is_available(), "this machine has CUDA");
        cuda.manual_seed(1);
        cuda.manual_seed_all(1);
        Should.Throw<ExternalException>(() => new Generator(1, device("cuda:0")));
    }

    [Fact]
    public void Gradients_are_asked_for_without_touching_the_leaves()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new double[] { 1, 2, 3 }, new long[] { 3 }, requires_grad: true);
        var unused = ones([1], float64, requires_grad: true);
        var y = x.pow(3);

        // dy/dx = 3 x^2, weighted by 1, 0, 2; its own derivative is 6 x.
        var first = autograd.grad([y], [x, unused], [tensor(new double[] { 1, 0, 2 })], create_graph: true, allow_unused: true);
        first[0]!.data<double>().ToArray().ShouldBe([3, 0, 54]);
        first[1].ShouldBeNull();
        autograd.grad([first[0]!.sum()], [x])[0]!.data<double>().ToArray().ShouldBe([6, 0, 36]);
        x.grad.ShouldBeNull();

        Should.Throw<ExternalException>(() => autograd.grad([x.sum()], [unused])).Message.ShouldStartWith("autograd.grad: ");
        Should.Throw<ArgumentException>(() => autograd.grad([y], [x], []));
    }

    [Fact]
    public void Tf32_is_a_switch_that_keeps_what_was_set()
    {
        var (matmul, cudnn) = (backends.cuda.matmul.allow_tf32, backends.cudnn.allow_tf32);
        backends.cuda.matmul.allow_tf32 = !matmul;
        backends.cuda.matmul.allow_tf32.ShouldBe(!matmul);
        backends.cudnn.allow_tf32.ShouldBe(cudnn);
        backends.cudnn.allow_tf32 = !cudnn;
        backends.cudnn.allow_tf32.ShouldBe(!cudnn);
        (backends.cuda.matmul.allow_tf32, backends.cudnn.allow_tf32) = (matmul, cudnn);
    }
}
