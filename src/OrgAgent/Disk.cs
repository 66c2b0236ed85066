using EventCollab.Hosting;
using Microsoft.Extensions.Logging;

namespace EventCollab.OrgAgent;

/// <summary>A disk that is full or read-only is waited for: nothing is lost, nothing goes on without being written.</summary>
internal sealed class Disk(AgentOptions options, ILogger logger)
{
    public async Task<T> RetryAsync<T>(Func<Task<T>> action, CancellationToken cancellationToken)
    {
        var backOff = new BackOff(options.FirstBackOff, options.MaxBackOff, options.Time);
        while (true)
        {
            try
            {
                return await action();
            }
            catch (Exception exception) when (DiskFailure.Is(exception))
            {
                AgentLog.DiskRefuses(logger, backOff.Next, exception.Message);
                await backOff.WaitAsync(cancellationToken);
            }
        }
    }

    /// <summary>For the work thread: the work itself runs on the caller's thread.</summary>
    public T Retry<T>(Func<T> action, CancellationToken cancellationToken)
    {
        var backOff = new BackOff(options.FirstBackOff, options.MaxBackOff, options.Time);
        while (true)
        {
            try
            {
                return action();
            }
            catch (Exception exception) when (DiskFailure.Is(exception))
            {
                AgentLog.DiskRefuses(logger, backOff.Next, exception.Message);
                backOff.WaitAsync(cancellationToken).GetAwaiter().GetResult();
            }
        }
    }

    public void Retry(Action action, CancellationToken cancellationToken) => Retry(
        () =>
        {
            action();
            return true;
        },
        cancellationToken);
}
