using EventCollab.GalTable;
using EventCollab.Learning.Data;

// --part all|models (the rows of other local models), --local-model linear|ridge|mlp, --split-seed N, --seeds N, --data-root DIR, --markdown FILE (else to the screen).
var settings = new Dictionary<string, string> { ["--part"] = "all", ["--local-model"] = "linear", ["--split-seed"] = "0", ["--seeds"] = "4", ["--data-root"] = "", ["--markdown"] = "" };
for (var i = 0; i < args.Length; i += 2)
{
    if (i + 1 >= args.Length || !settings.ContainsKey(args[i]))
    {
        Console.Error.WriteLine($"'{args[i]}' does not fit; there are {string.Join(", ", settings.Keys)}, each with a value.");
        return 2;
    }

    settings[args[i]] = args[i + 1];
}

if (!int.TryParse(settings["--seeds"], out var seeds) || seeds < 1 || !long.TryParse(settings["--split-seed"], out var splitSeed))
{
    Console.Error.WriteLine("--seeds and --split-seed take whole numbers, --seeds at least 1.");
    return 2;
}

try
{
    var catalogue = Catalogue.Default(settings["--data-root"], Environment.GetEnvironmentVariable, Directory.GetCurrentDirectory());
    var experiments = new Dictionary<(string, string, long), Experiment>();
    using var output = settings["--markdown"] is { Length: > 0 } file ? new StreamWriter(file) : Console.Out;
    if (settings["--part"] == "models")
    {
        new AutonomyReport(output, Find, splitSeed).Write();
        return 0;
    }

    new Report(output, Find, settings["--local-model"], seeds, splitSeed).Write();
    return 0;

    Experiment Find(string name, string model, long split) => experiments.TryGetValue((name, model, split), out var known)
        ? known
        : experiments[(name, model, split)] = new Experiment(name == "blob" ? Blob.Create() : catalogue.Load(new DataRequest(name)), model, split, seeds);
}
catch (Exception exception) when (exception is DataException or EventCollab.Learning.MethodException or IOException)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}
