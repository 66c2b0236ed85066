using System.Diagnostics;
using System.Globalization;
using EventCollab.CompressionBench;
using EventCollab.Learning;
using EventCollab.Learning.Compression;

// usage: [--count 11173962] [--passes 9] [--only 'qsgd:16;eden:2'] [--markdown FILE]
var given = args.Chunk(2).ToDictionary(pair => pair[0], pair => pair.Length > 1 ? pair[1] : throw new ArgumentException($"{pair[0]} takes a value"));
var count = int.Parse(given.GetValueOrDefault("--count", "11173962"), CultureInfo.InvariantCulture);
var passes = int.Parse(given.GetValueOrDefault("--passes", "9"), CultureInfo.InvariantCulture);
var only = given.GetValueOrDefault("--only", "").Split(';', StringSplitOptions.RemoveEmptyEntries);

(string Expression, double Bar)[] subjects =
[
    ("none", 0), ("int16", 1), ("topk:0.01", 1), ("topk:0.1", 1), ("randomk:0.01", 0), ("qsgd:1", 0.3), ("qsgd:16", 0.3), ("terngrad", 0), ("sign", 0),
    ("scaledsign", 0), ("onebit", 0), ("drive", 0.3), ("eden:0.5", 0.3), ("eden:1", 0.3), ("eden:2", 0.3), ("eden:4", 0.3), ("powersgd:4", 0),
    ("topk:0.01+ef", 0), ("topk:0.01+ef21", 0),
];

var bench = new Bench(count, passes);
var copy = bench.Copy();
var rows = subjects.Where(subject => only.Length == 0 || only.Contains(subject.Expression))
    .Select(subject => bench.Measure(subject.Expression, subject.Bar)).ToList();
var page = new Page(count, passes, copy, rows, Constants.Table());
Console.Write(page.Text());
if (given.TryGetValue("--markdown", out var file))
{
    page.WriteInto(file);
}
