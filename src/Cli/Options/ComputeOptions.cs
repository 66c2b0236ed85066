using System.CommandLine;
using System.Text.RegularExpressions;
using EventCollab.Learning;

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

    public ComputeSettings Read(ParseResult parsed) => new() { Device = parsed.GetRequiredValue(_device), Threads = parsed.GetValue(_threads) };

    [GeneratedRegex("^(cpu|auto|cuda(:[0-9]{1,3})?)$")]
    private static partial Regex Device();
}
