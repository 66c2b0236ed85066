using System.Collections.Concurrent;
using System.Diagnostics;

namespace EventCollab.EndToEnd;

/// <summary>
/// Starts processes that die with the tests, however the tests end. The kernel sends the signal when the thread that
/// started the process ends, not the whole process, so one thread that lives as long as the tests starts them all.
/// </summary>
internal static class ProcessStarter
{
    private static readonly BlockingCollection<Action> Requests = StartThread();

    /// <summary>Starts the process; its three streams are redirected.</summary>
    public static Task<Process> StartAsync(string file, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null, string? folder = null)
    {
        var start = new ProcessStartInfo("setpriv", ["--pdeathsig", "KILL", "--", file, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? Repository.Root,
        };

        // What a killed program leaves in its temporary folder goes with ours.
        start.Environment["TMPDIR"] = TestRoot.Path;
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
        }

        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Requests.Add(() =>
        {
            try
            {
                started.SetResult(Process.Start(start)!);
            }
            catch (Exception failure)
            {
                started.SetException(failure);
            }
        });
        return started.Task;
    }

    private static BlockingCollection<Action> StartThread()
    {
        var requests = new BlockingCollection<Action>();
        new Thread(() =>
        {
            foreach (var request in requests.GetConsumingEnumerable())
            {
                request();
            }
        })
        {
            IsBackground = true,
            Name = "process starter",
        }.Start();
        return requests;
    }
}
