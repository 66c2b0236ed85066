using System.Diagnostics;
using System.Text.Json;

namespace EventCollab.TorchBench;

/// <summary>One process under measurement, of either side.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private readonly Process _process;
    private readonly string _side;

    /// <summary>What the shim tells glibc's allocator, in the names of the environment (src/Torch/native/process.cpp).</summary>
    private static readonly Dictionary<string, string> AllocatorSettings = new()
    {
        ["MALLOC_MMAP_THRESHOLD_"] = $"{32 << 20}",
        ["MALLOC_TRIM_THRESHOLD_"] = $"{512 << 20}",
        ["MALLOC_TOP_PAD_"] = $"{16 << 20}",
        ["GLIBC_TUNABLES"] = "glibc.malloc.mxfast=0",
    };

    private WorkerProcess(string side, string program, IEnumerable<string> arguments, bool tuned = false)
    {
        _side = side;
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var (name, value) in AllocatorSettings)
        {
            // Nor may settings of the caller's reach one side only.
            start.Environment[name] = tuned ? value : null;
        }

        _process = Process.Start(start)!;
    }

    /// <summary>The libtorch in the process; known after <see cref="AwaitStart"/>.</summary>
    public string Version { get; private set; } = "";

    public static WorkerProcess CSharp(IEnumerable<string> arguments)
    {
        var host = Environment.ProcessPath!;
        var program = Path.Combine(AppContext.BaseDirectory, "EventCollab.TorchBench.dll");
        // Published as one file, the program is its own host.
        string[] first = Path.GetFileNameWithoutExtension(host) == "dotnet" ? [program, "worker"] : ["worker"];
        return new("C#", host, first.Concat(arguments));
    }

    /// <param name="tuned">Whether its allocator gets the settings that the C# side has.</param>
    public static WorkerProcess Python(string interpreter, bool tuned, IEnumerable<string> arguments)
        => new("Python", interpreter, arguments.Prepend(Path.Combine(AppContext.BaseDirectory, "twin.py")), tuned);

    public void AwaitStart() => Version = Read<Started>().Version;

    public IReadOnlyList<double> Check(int steps) => Ask<Checked>("check", steps).Losses;

    public Pass Run(int steps) => Ask<Pass>("run", steps);

    public Held Held() => Ask<Held>("held", 0);

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private T Ask<T>(string command, int count)
    {
        _process.StandardInput.WriteLine($"{command} {count}");
        _process.StandardInput.Flush();
        return Read<T>();
    }

    private T Read<T>()
    {
        var line = _process.StandardOutput.ReadLine()
            ?? throw new InvalidOperationException($"the {_side} process ended before its answer; what it said stands above");
        return JsonSerializer.Deserialize<T>(line, Json)!;
    }
}
