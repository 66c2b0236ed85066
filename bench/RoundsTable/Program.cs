using EventCollab.RoundsTable;
using EventCollab.Testing;

// [--repeats N] [--markdown FILE]: measures `eventcollab bench rounds` embedded and over a private RabbitMQ.
var settings = new Dictionary<string, string> { ["--repeats"] = "3", ["--markdown"] = "" };
for (var i = 0; i < args.Length; i += 2)
{
    if (i + 1 >= args.Length || !settings.ContainsKey(args[i]))
    {
        await Console.Error.WriteLineAsync($"'{args[i]}' does not fit; there are {string.Join(", ", settings.Keys)}, each with a value.");
        return 2;
    }

    settings[args[i]] = args[i + 1];
}

if (!int.TryParse(settings["--repeats"], out var repeats) || repeats < 1)
{
    await Console.Error.WriteLineAsync("--repeats takes a whole number of at least 1.");
    return 2;
}

try
{
    await using var broker = await RabbitMqServer.StartAsync();
    var rows = new List<Row>();
    foreach (var (organizations, payload, rounds) in new[] { (4, "10KB", 300), (8, "1MiB", 50) })
    {
        rows.Add(await Row.MeasureAsync("embedded", [], organizations, payload, rounds, repeats));
        rows.Add(await Row.MeasureAsync("embedded, durable", ["--durable"], organizations, payload, rounds, repeats));
        rows.Add(await Row.MeasureAsync("RabbitMQ, durable", ["--transport", broker.Address], organizations, payload, rounds, repeats));
    }

    await using var output = settings["--markdown"] is { Length: > 0 } file ? new StreamWriter(file) : Console.Out;
    Page.Write(output, rows, repeats);
    return 0;
}
catch (Exception exception) when (exception is InvalidOperationException or IOException)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 1;
}
