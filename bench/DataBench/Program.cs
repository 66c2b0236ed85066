using System.Globalization;
using EventCollab.DataBench;

if (args is ["load", var file])
{
    Worker.Load(file);
    return 0;
}

if (args.Contains("--help"))
{
    Console.WriteLine("DataBench [--rows N] [--columns N] [--repeats N] [--python PROGRAM] [--markdown FILE]: loads a made-up CSV file, beside numpy or Python's csv module.");
    return 0;
}

string Value(string name, string fallback) => Array.IndexOf(args, name) is >= 0 and var place && place + 1 < args.Length ? args[place + 1] : fallback;
int Number(string name, int fallback) => int.Parse(Value(name, fallback.ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture);

var report = new Report(Number("--rows", 1_000_000), Number("--columns", 30), Number("--repeats", 5), Value("--python", "/usr/bin/python3"));
var folder = Directory.CreateTempSubdirectory("databench").FullName;
try
{
    var page = report.Measure(folder);
    if (Value("--markdown", string.Empty) is { Length: > 0 } path)
    {
        File.WriteAllText(path, page);
    }
    else
    {
        Console.Write(page);
    }

    return report.Reached ? 0 : 1;
}
finally
{
    Directory.Delete(folder, recursive: true);
}
