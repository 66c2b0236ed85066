using System.ComponentModel;
using EventCollab.TorchBench;

if (args is ["worker", ..])
{
    // On a thread of its own, as organizations train: the C library gives such threads heaps of another kind than the first thread's.
    var training = new Thread(() => Worker.Serve(args.Skip(1).Chunk(2).ToDictionary(pair => pair[0], pair => pair[1])));
    training.Start();
    training.Join();
    return 0;
}

if (args.Contains("--help"))
{
    Console.WriteLine(Settings.Help);
    return 0;
}

try
{
    var settings = Settings.Parse(args);
    var report = Bench.Measure(settings);
    using (var output = settings.Markdown.Length > 0 ? new StreamWriter(settings.Markdown) : Console.Out)
    {
        report.Write(output);
    }

    var failures = report.Failures(settings.Strict);
    foreach (var failure in failures)
    {
        Console.Error.WriteLine($"not as it has to be: {failure}");
    }

    return failures.Count == 0 ? 0 : 1;
}
catch (ArgumentException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 2;
}
catch (Exception exception) when (exception is InvalidOperationException or IOException or Win32Exception or TorchUnavailableException)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}
