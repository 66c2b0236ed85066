using EventCollab.Orchestrator.Views;

namespace EventCollab.Cli.Display;

/// <summary>Where a collaboration stands, in one line: the state, the round, and who is awaited since when.</summary>
internal static class Progress
{
    public static string Text(CollaborationView view, TimeProvider time)
    {
        if (view.IsOver)
        {
            return view.Reason.Length > 0 ? $"{view.State}: {view.Reason}" : view.State;
        }

        var seconds = (time.GetUtcNow() - view.Since).TotalSeconds;
        var awaited = view.Awaited.Count == 0 ? string.Empty : $", waiting for {string.Join(", ", view.Awaited)} since {Math.Max(0, seconds):0} s";
        return $"{view.State}, round {view.Round} of {view.Terms.Rounds}{awaited}{(view.Reason.Length > 0 ? $" ({view.Reason})" : string.Empty)}";
    }
}
