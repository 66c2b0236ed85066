using EventCollab.Orchestrator.Views;

namespace EventCollab.EndToEnd.Pipeline;

internal static class ViewAssertions
{
    public static void ShouldHaveCompleted(this CollaborationView view, int rounds)
    {
        view.State.ShouldBe("Completed", view.Reason);
        view.Rounds.Count.ShouldBe(rounds);
    }
}
