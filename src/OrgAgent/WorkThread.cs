using Microsoft.Extensions.Logging;

namespace EventCollab.OrgAgent;

/// <summary>
/// One long-lived thread that does training and coordination in order. libtorch keeps its settings, its pools and its
/// random generators by thread: work that hopped between pool threads would give other bits.
/// </summary>
internal sealed class WorkThread
{
    // Its own monitor: a waiting BlockingCollection spins first, and on few cores that takes time from those who work.
    private readonly Queue<Action> _work = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Thread _thread;
    private readonly ILogger _logger;
    private bool _stopped;

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
        lock (_work)
        {
            if (!_stopped)
            {
                _work.Enqueue(work);
                Monitor.Pulse(_work);
            }
        }
    }

    /// <summary>Takes no more work; what is posted is still done, and what runs must be cancelled by its own token.</summary>
    public void Stop()
    {
        lock (_work)
        {
            _stopped = true;
            Monitor.Pulse(_work);
        }
    }

    private Action? Next()
    {
        lock (_work)
        {
            while (_work.Count == 0 && !_stopped)
            {
                Monitor.Wait(_work);
            }

            return _work.TryDequeue(out var work) ? work : null;
        }
    }

    private void Run()
    {
        while (Next() is { } work)
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
