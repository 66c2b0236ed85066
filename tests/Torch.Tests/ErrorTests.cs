using System.Reflection;
using System.Runtime.InteropServices;
using EventCollab.Torch.Native;

namespace EventCollab.Torch.Tests;

public sealed class ErrorTests
{
    [Fact]
    public void A_wrong_shape_brings_the_text_of_libtorch_after_the_name_of_the_operator()
    {
        using var scope = NewDisposeScope();
        var error = Should.Throw<ExternalException>(() => ones(2, 2).matmul(ones(3, 1)));
        error.Message.ShouldBe("aten::matmul: mat1 and mat2 shapes cannot be multiplied (2x2 and 3x1)");
    }

    [Fact]
    public void An_operator_that_does_not_exist_is_named()
        => Should.Throw<ExternalException>(() => new Op("aten::no_such_thing", "Tensor").Resolve())
            .Message.ShouldStartWith("aten::no_such_thing.Tensor: ");

    [Fact]
    public void An_argument_of_the_wrong_kind_is_named()
    {
        using var scope = NewDisposeScope();
        var x = ones(1);
        Should.Throw<ExternalException>(() => Ops.Add.Call(x, 1.0)).Message
            .ShouldBe("aten::add.Tensor: argument 'other' must be a tensor, not a floating point number");
        Should.Throw<ExternalException>(() => Ops.Add.Call(Arg.None, x)).Message
            .ShouldBe("aten::add.Tensor: argument 'self' must be a tensor, not none");
        Should.Throw<ExternalException>(() => Ops.Transpose.Call(x, 0L, 1.5)).Message.ShouldContain("'dim1' must be an integer");
        Should.Throw<ExternalException>(() => Ops.Transpose.Call(x, 0L)).Message.ShouldContain("'dim1' is missing");
        Should.Throw<ExternalException>(() => Ops.Relu.Call(x, 1L)).Message.ShouldContain("takes 1 arguments, not 2");
    }

    [Fact]
    public void A_call_with_a_wrong_argument_keeps_no_tensor_alive()
    {
        // 256 MiB: large enough for the allocator to give it back at once.
        const int Bytes = 256 << 20;
        var x = ones(Bytes / sizeof(float));
        var filled = Environment.WorkingSet;
        Should.Throw<ExternalException>(() => Ops.Add.Call(x, 1.0));

        x.Dispose();

        Environment.WorkingSet.ShouldBeLessThan(filled - (Bytes / 2));
    }

    [Fact]
    public void A_disposed_tensor_cannot_be_used()
    {
        var x = ones(1);
        x.Dispose();
        Should.Throw<ObjectDisposedException>(() => x.add(1));
        Should.Throw<ObjectDisposedException>(() => x.backward());
        Should.Throw<ObjectDisposedException>(() => x.data<float>());
    }

    [Fact]
    public void A_failed_backward_is_an_exception_and_the_next_call_works()
    {
        using var scope = NewDisposeScope();
        Should.Throw<ExternalException>(() => ones(2).backward()).Message.ShouldContain("does not require grad");
        ones(2).sum().item<float>().ShouldBe(2f);
    }

    [Fact]
    public void A_shape_that_does_not_fit_the_numbers_is_refused()
    {
        Should.Throw<ArgumentException>(() => tensor(new float[3], new long[] { 2, 2 })).Message.ShouldContain("4 elements");
        Should.Throw<ArgumentException>(() => tensor(new float[4], new long[] { -2, -2 }));
        Should.Throw<OverflowException>(() => tensor(Array.Empty<float>(), new long[] { long.MaxValue, 4 }));
    }

    [Fact]
    public void Elements_are_read_only_as_what_they_are()
    {
        using var x = ones(1);
        Should.Throw<ArgumentException>(() => x.data<double>()).Message.ShouldContain("Float32");
        Should.Throw<ArgumentException>(() => x.item<long>());
    }

    [Theory]
    [InlineData("gpu")]
    [InlineData("cuda:x")]
    [InlineData("cuda:-1")]
    [InlineData("cuda:1:2")]
    [InlineData("cuda: 1")]
    [InlineData("cuda:128")]
    [InlineData("Auto")]
    [InlineData("")]
    public void A_device_that_does_not_exist_is_refused(string setting)
        => Should.Throw<ArgumentException>(() => TorchDevice.Choose(setting)).Message.ShouldContain($"'{setting}'");

    [Fact]
    public void Asking_for_cuda_where_there_is_none_is_an_error_and_auto_takes_the_cpu()
    {
        Assert.SkipWhen(cuda.is_available(), "this machine has CUDA");
        using var x = ones(1);

        TorchDevice.Choose("cpu").ShouldBe(CPU);
        TorchDevice.Choose("auto").ShouldBe(CPU);
        Should.Throw<DeviceUnavailableException>(() => TorchDevice.Choose("cuda:0")).Message.ShouldContain("no CUDA device");
        Should.Throw<DeviceUnavailableException>(() => TorchDevice.Choose("cuda")).Message.ShouldContain("docs/gpu.md");
        Should.Throw<ExternalException>(() => x.cuda());
        Should.Throw<ExternalException>(() => cuda.synchronize());
    }

    [Fact]
    public void Every_operator_that_the_binding_calls_is_in_this_libtorch()
    {
        var fields = new[] { typeof(Ops), typeof(LinalgOps) }.SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.NonPublic)).ToArray();
        fields.Length.ShouldBeGreaterThan(100);
        foreach (var field in fields)
        {
            ((Op)field.GetValue(null)!).Resolve().ShouldNotBe(0, field.Name);
        }
    }
}
