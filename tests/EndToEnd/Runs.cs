using System.Text.Json;

namespace EventCollab.EndToEnd;

/// <summary>Runs of <c>run gal</c> and what they report.</summary>
internal static class Runs
{
    public static string[] Gal(TestTable table, int organizations = 8, int rounds = 3, string localModel = "ridge", string transport = "embedded", int seed = 0) =>
    [
        "run", "gal", "--data", table.Name, "--data-root", table.Root, "--organizations", $"{organizations}", "--rounds", $"{rounds}",
        "--seed", $"{seed}", "--split-seed", "0", "--local-model", localModel, "--transport", transport,
    ];

    /// <summary>Runs the command, which must succeed, and returns what it wrote with <c>--json</c>.</summary>
    public static async Task<JsonElement> ReportAsync(params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("report.json");
        (await EventCollabProgram.RunAsync([.. arguments, "--json", file])).ShouldSucceed();
        return JsonDocument.Parse(await File.ReadAllTextAsync(file)).RootElement;
    }

    public static string FinalHash(this JsonElement report)
    {
        var hash = report.GetProperty("finalHash").GetString()!;
        hash.ShouldMatch("^[0-9a-f]{64}$");
        return hash;
    }
}
