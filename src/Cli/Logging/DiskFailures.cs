using System.Data.Common;
using EventCollab.Messaging.Persistence;
using Serilog.Core;
using Serilog.Events;

namespace EventCollab.Cli.Logging;

/// <summary>
/// Notices that a disk is full or cannot be written. Services keep trying, because somebody may make room; a command that
/// somebody looks at must say so instead of standing still.
/// </summary>
internal sealed class DiskFailures : ILogEventSink
{
    // errno of Linux: EFBIG, ENOSPC, EROFS, EDQUOT.
    private static readonly int[] Codes = [27, 28, 30, 122];

    private readonly TaskCompletionSource<string> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The first failure, in one line.</summary>
    public Task<string> First => _first.Task;

    public void Emit(LogEvent logEvent)
    {
        for (var exception = logEvent.Exception; exception is not null; exception = exception.InnerException)
        {
            // A database error that reaches an endpoint's log has been repeated in vain.
            if (exception is StoreException
                || (exception is DbException && logEvent.Level >= LogEventLevel.Error)
                || (exception is IOException && Codes.Contains(exception.HResult & 0xFFFF)))
            {
                _first.TrySetResult(ErrorText.Of(exception));
            }
        }
    }
}
