using System.CommandLine;
using EventCollab.Cli.Options;
using EventCollab.Torch;

namespace EventCollab.Cli.Tests;

public sealed class TorchInfoTests : IDisposable
{
    private readonly Invocation _invocation = new();

    public void Dispose() => _invocation.Dispose();

    [Fact]
    public async Task The_self_test_shows_versions_devices_threads_speed_lapack_and_the_allocator()
    {
        var (code, output, _) = await _invocation.RunAsync("torch", "info");

        code.ShouldBe(0);
        output.ShouldMatch(@"(?m)^libtorch   \d+\.\d+");
        output.ShouldMatch(@"(?m)^shim       .*libectorch\.so \(ABI \d+\)$");
        output.ShouldMatch(@"(?m)^devices    cpu");
        output.ShouldMatch(@"(?m)^threads    \d+, and \d+ for work beside them$");
        output.ShouldMatch(@"(?m)^matmul     \d+\.\d\d ms");
        output.ShouldMatch(@"(?m)^lapack     yes$");
        output.ShouldMatch(@"(?m)^allocator  keeps large blocks between steps$");
    }

    [Fact]
    public void A_gpu_that_is_not_there_is_told_before_anything_begins()
    {
        var options = new ComputeOptions();
        var command = new Command("train");
        options.All.ToList().ForEach(command.Options.Add);

        options.Read(command.Parse("--device cpu")).Device.ShouldBe("cpu");
        var error = Should.Throw<DeviceUnavailableException>(() => options.Read(command.Parse("--device cuda:100")));
        ErrorText.Of(error).ShouldStartWith("the device 'cuda:100' was asked for, but ");
    }
}
