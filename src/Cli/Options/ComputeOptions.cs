using System.CommandLine;
using System.Text.RegularExpressions;
using EventCollab.Learning;
using EventCollab.Torch;

namespace EventCollab.Cli.Options;

/// <summary>Where local models are trained.</summary>
internal sealed partial class ComputeOptions
{
    private readonly Option<string> _device = new("--device")
    {
        HelpName = "cpu|cuda|cuda:N|auto",
        Description = "Where local models are trained; auto takes a GPU where libtorch finds one.",
        DefaultValueFactory = _ => "cpu",
    };

    private readonly Option<int> _threads = new Option<int>("--threads")
    {
        HelpName = "N",
        Description = "Threads of one training; their number decides the last bits of a result.",
        DefaultValueFactory = _ => 1,
    }.AtLeast(1);

    public ComputeOptions() => _device.Validators.Add(result =>
    {
        if (result.Tokens.Count > 0 && !Device().IsMatch(result.Tokens[0].Value))
        {
            result.AddError($"--device '{result.Tokens[0].Value}' is none; there are cpu, cuda, cuda:N (for example cuda:1) and auto.");
        }
    });

    public IReadOnlyList<Option> All => [_device, _threads];

    /// <exception cref="DeviceUnavailableException">CUDA was asked for and is not there: told now, not when the first round trains.</exception>
    public ComputeSettings Read(ParseResult parsed)
    {
        var device = parsed.GetRequiredValue(_device);
        // Only then: no other command line has to wait for libtorch.
        if (device.StartsWith("cuda", StringComparison.Ordinal))
        {
            TorchDevice.Choose(device);
        }

        return new ComputeSettings { Device = device, Threads = parsed.GetValue(_threads) };
    }

    [GeneratedRegex("^(cpu|auto|cuda(:[0-9]{1,3})?)$")]
    private static partial Regex Device();
}
