using EventCollab.OrgAgent;

namespace EventCollab.Cli.Display;

/// <summary>How the local training of one round goes.</summary>
/// <param name="Round">The round.</param>
/// <param name="Running">Organizations in the middle of it, in ascending order.</param>
/// <param name="Done">How many have been through all their epochs.</param>
/// <param name="Waiting">How many have not been heard of.</param>
/// <param name="Left">What it will take until all are done; null before the first epoch of the round.</param>
internal sealed record TrainingView(int Round, IReadOnlyList<AgentProgress> Running, int Done, int Waiting, TimeSpan? Left)
{
    /// <summary>One line for a log.</summary>
    public string Line => string.Join("; ", (string[])[$"{Done} of {Done + Running.Count + Waiting} organizations have trained", .. Running.Select(Text), .. LeftText]);

    /// <summary>The part of it that counts organizations.</summary>
    public string Summary => string.Join(", ", (string[])[$"{Done} of {Done + Running.Count + Waiting} have trained", .. WaitingText, .. LeftText]);

    private string[] WaitingText => Waiting == 0 ? [] : [$"{Waiting} to begin"];

    private string[] LeftText => Left is { } left && Running.Count + Waiting > 0 ? [$"about {Durations.Text(left)} left in the round"] : [];

    private static string Text(AgentProgress progress) =>
        $"{progress.Organization} epoch {progress.Training.Epoch}/{progress.Training.Epochs}, loss {progress.Training.Loss:G3}, {Durations.Text(progress.Left)} left";
}
