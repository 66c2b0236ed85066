using System.Diagnostics;
using EventCollab.Learning.Models;
using EventCollab.Learning.Models.Files;
using EventCollab.Learning.Models.Svm;
using EventCollab.Learning.Models.Trees;

namespace EventCollab.Learning.Tests.Learners;

public sealed class MissingLibraryTests
{
    [Theory]
    [InlineData("/nowhere/lib.so")]
    [InlineData("libm.so.6")]
    public async Task An_organization_without_the_library_hears_what_to_install_in_a_line_without_paths(string library)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "EventCollab.Learning.Tests"))
        {
            ArgumentList = { "-explicit", "only", "-method", $"*.{nameof(Making_a_learner_here_names_the_package)}" },
            RedirectStandardOutput = true,
        };
        start.Environment["EVENTCOLLAB_XGBOOST"] = library;
        start.Environment["EVENTCOLLAB_LIBSVM"] = library;
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        output.ShouldContain("Total: 1");
        process.ExitCode.ShouldBe(0, output);
    }

    // Run in a process of its own by the test above: a library is looked for once in a process.
    [Fact(Explicit = true)]
    public void Making_a_learner_here_names_the_package()
    {
        Refusal(LocalModelKind.Gb).ShouldBe("XGBoost cannot be used here: install the Debian package libxgboost0, or name the library's file in EVENTCOLLAB_XGBOOST.");
        Refusal(LocalModelKind.Svm).ShouldBe("LIBSVM cannot be used here: install the Debian package libsvm3, or name the library's file in EVENTCOLLAB_LIBSVM.");
        Should.Throw<MethodException>(() => new TreesLearner().Fit(Draw.Regression(5, 1, 1), null, CancellationToken.None)).Message.ShouldContain("libxgboost0");
        Should.Throw<MethodException>(() => new SvmLearner().Fit(Draw.Regression(5, 1, 1), null, CancellationToken.None)).Message.ShouldContain("libsvm3");

        // What was fitted elsewhere predicts here.
        var model = new TreesModel(new ModelHeader(LocalModelKind.Gb, [1], 1), [2], [new Tree(0, [new TreeNode(0, 0, 1, 2, 0), new TreeNode(-1, -1, 0, 0, 0), new TreeNode(-1, 1, 0, 0, 0)])]);
        LocalLearners.Load(model.Save(), new ComputeSettings()).Predict(new FeatureMatrix([-5, 5], 2, 1)).ShouldBe([1, 3]);

        // One support vector at 0 with the weight 2 and gamma 1: 2 exp(-x^2) + 1.
        var machine = new SvmModel(new ModelHeader(LocalModelKind.Svm, [1], 1), new RegressionMachine(new SupportVectors([0], 1, 1, 1), [2], [-1]));
        LocalLearners.Load(machine.Save(), new ComputeSettings()).Predict(new FeatureMatrix([0, 100], 2, 1)).ShouldBe([3, 1]);
    }

    private static string Refusal(LocalModelKind kind)
    {
        var failure = Should.Throw<MethodException>(() => LocalLearners.Create(kind, new LearnerSettings(), null));
        failure.InnerException!.Message.ShouldContain(Environment.GetEnvironmentVariable(kind == LocalModelKind.Gb ? "EVENTCOLLAB_XGBOOST" : "EVENTCOLLAB_LIBSVM")!);
        return failure.Message;
    }
}
