namespace EventCollab.Learning.Models.Tests;

/// <summary>Not beside other tests: it changes a number that OpenBLAS keeps for the whole process.</summary>
[Collection(nameof(NativeMemoryTests))]
public sealed class LearnerThreadsTests
{
    [Fact]
    public void Making_a_learner_and_loading_a_model_leave_the_threads_of_the_caller_alone()
    {
        var model = Tasks.Fit(LocalModelKind.Mlp, Tasks.For(LocalModelKind.Mlp, 8), 1).Save();
        var before = torch.get_num_threads();
        try
        {
            torch.set_num_threads(before + 1);

            LocalLearners.Create(LocalModelKind.Mlp, new LearnerSettings(), null);
            LocalLearners.Load([.. model], new ComputeSettings());

            torch.get_num_threads().ShouldBe(before + 1);
        }
        finally
        {
            torch.set_num_threads(before);
        }
    }
}
