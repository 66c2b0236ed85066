using System.Diagnostics;
using EventCollab.Learning.Models;

namespace EventCollab.Learning.Tests;

public sealed class MissingTorchTests
{
    [Fact]
    public async Task An_organization_without_libtorch_hears_what_to_install_in_a_line_without_paths()
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "EventCollab.Learning.Tests"))
        {
            ArgumentList = { "-explicit", "only", "-method", $"*.{nameof(Making_a_learner_here_names_the_packages)}" },
            RedirectStandardOutput = true,
        };
        start.Environment["EVENTCOLLAB_TORCH"] = "/nowhere/libectorch.so";
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        output.ShouldContain("Total: 1");
        process.ExitCode.ShouldBe(0, output);
    }

    // Run in a process of its own by the test above: the library is loaded once for a process.
    [Fact(Explicit = true)]
    public void Making_a_learner_here_names_the_packages()
    {
        foreach (var kind in new[] { LocalModelKind.Linear, LocalModelKind.Mlp, LocalModelKind.ResNet18, LocalModelKind.Lstm })
        {
            var failure = Should.Throw<MethodException>(() => LocalLearners.Create(kind, new LearnerSettings { Epochs = 1 }, null));
            failure.Message.ShouldContain("libtorch-dev and libopenblas0-openmp");
            failure.Message.ShouldNotContain("/nowhere");
            failure.InnerException!.Message.ShouldContain("/nowhere/libectorch.so");
        }

        LocalLearners.Create(LocalModelKind.Ridge, new LearnerSettings { Epochs = 1 }, null).ShouldBeOfType<RidgeLearner>();
    }
}
