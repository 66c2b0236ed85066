using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace EventCollab.OrgAgent;

/// <summary>
/// One long-lived thread that does training and coordination in order. libtorch keeps its settings, its pools and its
/// random generators by thread: work that hopped between pool threads would give other bits.
/// </summary>
internal sealed class WorkThread : IDisposable
{
    private readonly BlockingCollection<Action> _work = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Thread _thread;
    private readonly ILogger _logger;

    public WorkThread(string name, ILogger logger)
    {
        _logger = logger;
        _thread = new Thread(Run) { IsBackground = true, Name = name };
    }

    /// <summary>Completes when the thread has ended.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Work posted before this waits for it.</summary>
    public void Start() => _thread.Start();

    /// <summary>Does nothing after <see cref="Stop"/>: what is not done stays in the journal.</summary>
    public void Post(Action work)
    {
        try
        {
            _work.Add(work);
        }
        catch (InvalidOperationException)
        {
            // Stopped in the meantime; the journal has it.
        }
    }

    /// <summary>Takes no more work; what runs must be cancelled by its own token.</summary>
    public void Stop() => _work.CompleteAdding();

    public void Dispose() => _work.Dispose();

    private void Run()
    {
        foreach (var work in _work.GetConsumingEnumerable())
        {
            try
            {
                work();
            }
            catch (OperationCanceledException)
            {
                // The agent stops or the collaboration ended.
            }
            catch (Exception exception)
            {
                // Work with an answer to give has given it; what is left is clearing up.
                AgentLog.ClearingFailed(_logger, exception);
            }
        }

        _ended.SetResult();
    }
}
