using System.Diagnostics;
using System.Globalization;

namespace EventCollab.LearnersBench;

/// <summary>The Python process that runs the peers; it stays, so that its imports are not measured.</summary>
internal sealed class Peers : IDisposable
{
    private readonly Process _process;

    public Peers(string python)
    {
        _process = Process.Start(new ProcessStartInfo(python, [Path.Combine(AppContext.BaseDirectory, "peers.py")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { ["OMP_NUM_THREADS"] = "1" },
        })!;
        XgBoostVersion = Answer("its start");
    }

    public string XgBoostVersion { get; }

    /// <returns>Seconds of processor time, user and system.</returns>
    public double Run(string command, string folder)
    {
        _process.StandardInput.WriteLine($"{command}\t{folder}");
        return double.Parse(Answer(command), CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private string Answer(string asked) =>
        _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"the peers ended at {asked}; python3-xgboost, python3-numpy and libsvm-tools must be installed");
}
