using EventCollab.Contracts.Messages;
using EventCollab.Learning;
using Microsoft.Extensions.Logging;

namespace EventCollab.OrgAgent;

/// <summary>
/// Tells whoever listens at each step, and the log now and then, how training goes and how long it will take: learning
/// has no clock. Reports on the training thread itself; the framework's Progress would hop to another and reorder.
/// </summary>
internal sealed class StepProgress(AgentOptions options, ILogger logger, RoundOpened opened) : IProgress<TrainingProgress>
{
    private readonly long _start = options.Time.GetTimestamp();
    private long _logged = options.Time.GetTimestamp();

    public void Report(TrainingProgress value)
    {
        var progress = new AgentProgress(options.Organization, opened.Collaboration, opened.Round, opened.Step, value)
        {
            Elapsed = options.Time.GetElapsedTime(_start),
        };
        options.Progress?.Report(progress);
        if (options.Time.GetElapsedTime(_logged) >= options.ProgressInterval)
        {
            _logged = options.Time.GetTimestamp();
            AgentLog.Trains(logger, opened.Round, opened.Collaboration, value.Epoch, value.Epochs, value.Loss, (long)Math.Ceiling(progress.Left.TotalSeconds));
        }
    }
}
