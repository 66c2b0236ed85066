using EventCollab.LearnersBench;

// --alternations N (9), --python FILE (/usr/bin/python3), --markdown FILE (else to the screen), --acceptance yes|no (no): a missed bar is a failure.
var settings = new Dictionary<string, string> { ["--alternations"] = "9", ["--python"] = "/usr/bin/python3", ["--markdown"] = "", ["--acceptance"] = "no" };
for (var i = 0; i < args.Length; i += 2)
{
    if (i + 1 >= args.Length || !settings.ContainsKey(args[i]))
    {
        Console.Error.WriteLine($"'{args[i]}' does not fit; there are {string.Join(", ", settings.Keys)}, each with a value.");
        return 2;
    }

    settings[args[i]] = args[i + 1];
}

if (!int.TryParse(settings["--alternations"], out var alternations) || alternations < 1)
{
    Console.Error.WriteLine("--alternations takes a whole number, at least 1.");
    return 2;
}

try
{
    using var peers = new Peers(settings["--python"]);
    var bench = new Bench(peers, alternations);
    var report = new Report([.. Case.All.Select(bench.Measure)], alternations, peers.XgBoostVersion);
    using (var output = settings["--markdown"] is { Length: > 0 } file ? new StreamWriter(file) : Console.Out)
    {
        report.Write(output);
    }

    var failures = report.Failures(settings["--acceptance"] == "yes").ToList();
    failures.ForEach(failure => Console.Error.WriteLine($"not as it has to be: {failure}"));
    return failures.Count == 0 ? 0 : 1;
}
catch (Exception exception) when (exception is InvalidOperationException or IOException or EventCollab.Learning.MethodException or System.ComponentModel.Win32Exception)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}
