using EventCollab.GalTable;
using EventCollab.Learning;
using EventCollab.Learning.Data;

// --part all|models (the rows of other local models)|images (Table B; --full for the published setting, --data mnist,cifar10, --device cpu|cuda), --local-model linear|ridge|mlp, --split-seed N, --seeds N, --data-root DIR, --markdown FILE (else to the screen).
var settings = new Dictionary<string, string> { ["--part"] = "all", ["--local-model"] = "linear", ["--split-seed"] = "0", ["--seeds"] = "4", ["--data-root"] = "", ["--data"] = "mnist", ["--device"] = "cpu", ["--markdown"] = "" };
var full = args.Contains("--full");
args = [.. args.Where(argument => argument != "--full")];
for (var i = 0; i < args.Length; i += 2)
{
    if (i + 1 >= args.Length || !settings.ContainsKey(args[i]))
    {
        Console.Error.WriteLine($"'{args[i]}' does not fit; there are {string.Join(", ", settings.Keys)}, each with a value, and --full.");
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
    if (settings["--part"] == "images")
    {
        var (scale, compute) = (full ? ImageScale.Full : ImageScale.Small, new ComputeSettings { Device = settings["--device"] });
        new ImagesReport(output, name => new ImageExperiment(catalogue.Load(new DataRequest(name)), scale, compute), scale, compute.Device, settings["--data"].Split(','))
            .Write(Console.Error.WriteLine);
        return 0;
    }

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
catch (Exception exception) when (exception is DataException or MethodException or IOException)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}
