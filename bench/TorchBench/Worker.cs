using System.Diagnostics;
using System.Text.Json;

namespace EventCollab.TorchBench;

/// <summary>One measured process of the C# side: reads commands from its input and answers each with a line of JSON, as twin.py does.</summary>
internal static class Worker
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static void Serve(IReadOnlyDictionary<string, string> options)
    {
        set_num_threads(int.Parse(options["--threads"]));
        var where = TorchDevice.Choose(options["--device"]);
        backends.cuda.matmul.allow_tf32 = backends.cudnn.allow_tf32 = options["--precision"] == "tf32";
        var subject = Make(options, where);
        Answer(new Started(TorchInfo.Collect().TorchVersion));
        while (Console.ReadLine() is { } line)
        {
            var command = line.Split(' ');
            var count = int.Parse(command[1]);
            switch (command[0])
            {
                case "check":
                    Answer(new Checked(subject.Check(count)));
                    break;
                case "run":
                    Answer(Measure(subject, count, where));
                    break;
                default:
                    Answer(new Held(Environment.WorkingSet, Diagnostics.LiveTensors, GC.GetTotalAllocatedBytes(), GC.CollectionCount(0), OnDevice(where)));
                    break;
            }
        }
    }

    private static ISubject Make(IReadOnlyDictionary<string, string> options, Device where)
    {
        var name = options["--workload"];
        return name.StartsWith("add-", StringComparison.Ordinal)
            ? new TinyAdd(name[4..])
            : new Trainer(Workload.All.Single(workload => workload.Name == name), options["--file"], where, int.Parse(options["--batch"]));
    }

    private static Pass Measure(ISubject subject, int steps, Device where)
    {
        Finish(where);
        var faults = Faults();
        var cpu = Environment.CpuUsage.TotalTime;
        var wall = Stopwatch.GetTimestamp();
        var loss = subject.Run(steps);
        Finish(where);
        var elapsed = Stopwatch.GetElapsedTime(wall);
        return new Pass((Environment.CpuUsage.TotalTime - cpu).TotalSeconds, elapsed.TotalSeconds, loss, Faults() - faults);
    }

    /// <summary>A GPU works on after a call returns.</summary>
    private static void Finish(Device where)
    {
        if (where.type == DeviceType.CUDA)
        {
            cuda.synchronize(where);
        }
    }

    /// <summary>Megabytes that this process holds on the GPUs; nothing else sees libtorch's cache there.</summary>
    private static long? OnDevice(Device where)
    {
        if (where.type != DeviceType.CUDA)
        {
            return null;
        }

        var start = new ProcessStartInfo("nvidia-smi", ["--query-compute-apps=pid,used_memory", "--format=csv,noheader,nounits"]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        var own = lines.Select(line => line.Split(',', StringSplitOptions.TrimEntries)).Where(fields => fields is [var id, _] && id == $"{Environment.ProcessId}").ToList();
        // In a container the numbers of processes are the host's: then the only process on the GPU is this one.
        return (own.Count > 0 ? own : [.. lines.Select(line => line.Split(',', StringSplitOptions.TrimEntries))])
            .Sum(fields => fields.Length == 2 && long.TryParse(fields[1], out var megabytes) ? megabytes : 0);
    }

    /// <summary>Minor page faults so far; the tenth field, counted after the name in parentheses, which may hold blanks.</summary>
    private static long Faults()
    {
        var stat = File.ReadAllText("/proc/self/stat");
        return long.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[7]);
    }

    private static void Answer<T>(T values) => Console.WriteLine(JsonSerializer.Serialize(values, Json));
}
