using System.Diagnostics;
using System.Security.Cryptography;
using EventCollab.Learning.Models;

namespace EventCollab.Learning.Tests.Learners;

public sealed class SameBytesTests
{
    private const string Variable = "EVENTCOLLAB_TEST_MODEL_HASHES";

    [Fact]
    public async Task Another_process_fits_the_same_bytes()
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "EventCollab.Learning.Tests"))
        {
            ArgumentList = { "-explicit", "only", "-method", $"*.{nameof(Models_fitted_here_have_the_hashes_of_the_parent)}" },
            RedirectStandardOutput = true,
        };
        start.Environment[Variable] = Hashes();

        // A number of threads that the environment asks for must not come through.
        start.Environment["OMP_NUM_THREADS"] = "2";
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        output.ShouldContain("Total: 1");
        process.ExitCode.ShouldBe(0, output);
    }

    // Run in a process of its own by the test above.
    [Fact(Explicit = true)]
    public void Models_fitted_here_have_the_hashes_of_the_parent() => Hashes().ShouldBe(Environment.GetEnvironmentVariable(Variable));

    private static string Hashes() => string.Join(' ', new[] { LocalModelKind.Gb, LocalModelKind.Svm }.SelectMany(kind => new[]
    {
        Learner(kind).Fit(Draw.Regression(300, 4, 2), null, CancellationToken.None),
        Learner(kind).Fit(Draw.Classification(300, 4, 3), null, CancellationToken.None),
    }).Select(model => Convert.ToHexStringLower(SHA256.HashData(model.Save()))));

    private static ILocalLearner Learner(LocalModelKind kind) => LocalLearners.Create(kind, new LearnerSettings(), null);
}
