using EventCollab.GalTable;
using EventCollab.Learning.Data;
var catalogue = Catalogue.Default(null, Environment.GetEnvironmentVariable, Directory.GetCurrentDirectory());
foreach (var name in new[] { "diabetes", "boston_housing", "blob", "wine", "breast_cancer", "qsar_biodegradation", "digits" })
{
    foreach (var model in args[0].Split(','))
    {
        var e = new Experiment(name == "blob" ? Blob.Create() : catalogue.Load(new DataRequest(name)), model, long.Parse(args[1]), 4);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        Console.WriteLine($"{name,-20} {model} joint {Summary.Of(e.Joint())} alone {Summary.Of(e.Alone())} gal {Summary.Of(e.Gal())} al {Summary.Of(e.Sequential())} late {Summary.Of(e.Late())} uniform {Summary.Of(e.Gal("\"weights\":\"uniform\""))} exact {Summary.Of(e.Gal("\"weights\":\"exact\""))} fixed {Summary.Of(e.Gal("\"rate\":\"fixed\""))} rounds {e.Gal()[0].Reports.Count} {clock.Elapsed.TotalSeconds:F1}s");
    }
}
