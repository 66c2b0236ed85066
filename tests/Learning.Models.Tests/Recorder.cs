namespace EventCollab.Learning.Models.Tests;

internal sealed class Recorder : IProgress<TrainingProgress>
{
    public List<TrainingProgress> Reports { get; } = [];

    public Action<TrainingProgress> Heard { get; init; } = _ => { };

    public void Report(TrainingProgress value)
    {
        Reports.Add(value);
        Heard(value);
    }
}
