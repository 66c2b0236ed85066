using System.Diagnostics;
using System.Text;

namespace EventCollab.EndToEnd;

/// <summary>A started process whose output can be waited for. Disposing kills it if it still runs.</summary>
internal sealed class RunningProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task _read;
    private readonly Lock _gate = new();
    private readonly List<string> _lines = [];
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();
    private readonly List<(Func<string, bool> Wanted, TaskCompletionSource<string> Found)> _waiting = [];
    private bool _ended;

    private RunningProcess(Process process)
    {
        _process = process;
        _read = Task.WhenAll(ReadAsync(process.StandardOutput, _output), ReadAsync(process.StandardError, _error)).ContinueWith(
            _ => EndWaiting(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Everything said so far, for the message of a failing test.</summary>
    public string Said
    {
        get
        {
            lock (_gate)
            {
                return string.Join('\n', _lines);
            }
        }
    }

    public static async Task<RunningProcess> StartAsync(string file, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null, string? folder = null)
    {
        var process = await ProcessStarter.StartAsync(file, arguments, environment, folder);
        process.StandardInput.Close();
        return new RunningProcess(process);
    }

    /// <summary>The first line, of either stream, said already or later, that is wanted.</summary>
    public async Task<string> WaitForLineAsync(Func<string, bool> wanted, CancellationToken cancellationToken)
    {
        var found = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_lines.FirstOrDefault(wanted) is { } line)
            {
                return line;
            }

            if (_ended)
            {
                throw new InvalidOperationException($"The process ended without the awaited line:\n{string.Join('\n', _lines)}");
            }

            _waiting.Add((wanted, found));
        }

        return await found.Task.WaitAsync(cancellationToken);
    }

    public async Task<CommandResult> WaitForExitAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _process.WaitForExitAsync(cancellationToken);
            await _read.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The process did not end in time. It said:\n{Said}");
        }

        return new CommandResult(_process.ExitCode, _output.ToString(), _error.ToString());
    }

    /// <summary>Kills with signal 9: no handler runs, nothing is flushed.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>Asks the process to end, as an operator or a service manager does (signal 15).</summary>
    public async Task<CommandResult> TerminateAsync(CancellationToken cancellationToken)
    {
        using var kill = Process.Start("kill", ["-TERM", Id.ToString()]);
        await kill.WaitForExitAsync(cancellationToken);
        return await WaitForExitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        await _read;
        _process.Dispose();
    }

    private async Task ReadAsync(StreamReader reader, StringBuilder text)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (_gate)
            {
                text.Append(line).Append('\n');
                _lines.Add(line);
                foreach (var (wanted, found) in _waiting)
                {
                    if (wanted(line))
                    {
                        found.TrySetResult(line);
                    }
                }

                _waiting.RemoveAll(waiting => waiting.Found.Task.IsCompleted);
            }
        }
    }

    private void EndWaiting()
    {
        lock (_gate)
        {
            _ended = true;
            foreach (var (_, found) in _waiting)
            {
                found.TrySetException(new InvalidOperationException($"The process ended without the awaited line:\n{string.Join('\n', _lines)}"));
            }
        }
    }
}
