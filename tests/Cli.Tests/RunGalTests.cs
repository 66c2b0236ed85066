using System.Text.Json;

namespace EventCollab.Cli.Tests;

/// <summary>Whole runs inside the test, on a small table, with the ridge learner that needs no native library where no other is named.</summary>
public sealed class RunGalTests : IDisposable
{
    private readonly Invocation _invocation = new();

    public void Dispose() => _invocation.Dispose();

    [Fact]
    public async Task The_json_has_every_field_with_its_meaning()
    {
        var (_, json) = await RunAsync();

        json.GetProperty("method").GetString().ShouldBe("gal");
        json.GetProperty("data").GetString().ShouldBe("table");
        json.GetProperty("task").GetString().ShouldBe("regression");
        json.GetProperty("seed").GetInt64().ShouldBe(0);
        json.GetProperty("splitSeed").GetInt64().ShouldBe(0);
        json.GetProperty("organizations").GetInt32().ShouldBe(3);
        json.GetProperty("rounds").GetInt32().ShouldBe(2);
        json.GetProperty("transport").GetString().ShouldBe("embedded");
        json.GetProperty("metric").GetString().ShouldBe("mad");
        json.GetProperty("finalHash").GetString()!.ShouldMatch("^[0-9a-f]{64}$");
        json.GetProperty("seconds").GetDouble().ShouldBeGreaterThan(0);
        json.GetProperty("peakRssMb").GetDouble().ShouldBeGreaterThan(10);
        json.GetProperty("baselines").GetProperty("joint").GetDouble().ShouldBeGreaterThan(0);
        json.GetProperty("baselines").GetProperty("alone").GetDouble().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Each_round_is_reported_and_the_value_is_the_last_and_the_best_the_least()
    {
        var (_, json) = await RunAsync();

        var rounds = json.GetProperty("perRound").EnumerateArray().ToList();
        rounds.Select(round => round.GetProperty("round").GetInt32()).ShouldBe([1, 2]);
        json.GetProperty("value").GetDouble().ShouldBe(rounds[^1].GetProperty("metric").GetDouble());
        json.GetProperty("best").GetDouble().ShouldBe(rounds.Min(round => round.GetProperty("metric").GetDouble()));
        foreach (var round in rounds)
        {
            round.GetProperty("weights").EnumerateArray().Sum(weight => weight.GetDouble()).ShouldBe(1, 1e-9);
            round.GetProperty("rate").GetDouble().ShouldBeGreaterThan(0);
            round.GetProperty("seconds").GetDouble().ShouldBeGreaterThan(0);
        }

        rounds[1].GetProperty("loss").GetDouble().ShouldBeLessThanOrEqualTo(rounds[0].GetProperty("loss").GetDouble());
    }

    [Fact]
    public async Task Each_organization_is_reported_and_the_scores_of_all_add_up_to_one()
    {
        var (_, json) = await RunAsync();

        var details = json.GetProperty("organizationsDetail").EnumerateArray().ToList();
        details.Select(detail => detail.GetProperty("id").GetString()).ShouldBe(["org-1", "org-2", "org-3"]);
        details.Sum(detail => detail.GetProperty("score").GetDouble()).ShouldBe(1, 1e-9);
        details.Select(detail => detail.GetProperty("weight").GetDouble())
            .ShouldBe(json.GetProperty("perRound")[1].GetProperty("weights").EnumerateArray().Select(weight => weight.GetDouble()));
        details.ShouldAllBe(detail => detail.GetProperty("late").GetInt32() == 0 && detail.GetProperty("refused").GetInt32() == 0);

        json.GetProperty("bytesTotal").GetInt64().ShouldBe(details.Sum(detail => detail.GetProperty("bytesIn").GetInt64() + detail.GetProperty("bytesOut").GetInt64()));
        details.ShouldAllBe(detail => detail.GetProperty("bytesIn").GetInt64() > 0 && detail.GetProperty("bytesOut").GetInt64() > 0);
    }

    /// <summary>
    /// gal.md 9.15: an organization's score is the sum over rounds of weight times decrease of the loss, by the whole decrease. The
    /// loss before the first round is the mean absolute deviation of the training targets from their mean.
    /// </summary>
    [Fact]
    public async Task The_last_round_is_scored_too()
    {
        var (_, json) = await RunAsync("--split-file", _invocation.Write("split.json", $$"""{"train":[{{string.Join(',', Enumerable.Range(0, 30))}}],"test":[30,31]}"""));

        var mean = Enumerable.Range(0, 30).Average(Target);
        var start = Enumerable.Range(0, 30).Average(row => Math.Abs(Target(row) - mean));
        var losses = json.GetProperty("perRound").EnumerateArray().Select(round => round.GetProperty("loss").GetDouble()).Prepend(start).ToList();
        var weights = json.GetProperty("perRound").EnumerateArray().Select(round => round.GetProperty("weights")[0].GetDouble()).ToList();
        var expected = ((weights[0] * (losses[0] - losses[1])) + (weights[1] * (losses[1] - losses[2]))) / (losses[0] - losses[2]);
        json.GetProperty("organizationsDetail")[0].GetProperty("score").GetDouble().ShouldBe(expected, 1e-9);
    }

    [Fact]
    public async Task Equal_seeds_give_equal_hashes_and_others_others()
    {
        var one = (await RunAsync()).Json.GetProperty("finalHash").GetString();

        (await RunAsync()).Json.GetProperty("finalHash").GetString().ShouldBe(one);
        (await RunAsync("--split-seed", "7")).Json.GetProperty("finalHash").GetString().ShouldNotBe(one);
    }

    [Fact]
    public async Task Without_a_terminal_there_is_one_line_a_round_and_what_a_user_should_know()
    {
        var (output, _) = await RunAsync();

        output.Split('\n').Count(line => line.StartsWith("round ", StringComparison.Ordinal)).ShouldBe(2);
        output.ShouldContain("NOT protected (--privacy none)");
        output.ShouldContain("rule: the target has values that are not whole numbers");
        output.ShouldContain("org-1 (sponsor)");
        output.ShouldNotContain("\u001b[");
    }

    [Fact]
    public async Task A_split_file_decides_the_rows_and_who_holds_what()
    {
        var split = _invocation.Write("split.json", $$"""{"train":[{{string.Join(',', Enumerable.Range(0, 30))}}],"test":[30,31],"blocks":[[3],[0,1],[2]]}""");

        var (output, json) = await RunAsync("--split-file", split);

        output.ShouldContain("30 rows train, 2 evaluate");
        output.ShouldContain("3 organizations hold 1, 2, 1 columns");
        json.GetProperty("splitSeed").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Without_json_and_demo_no_baselines_are_computed_and_with_a_flag_they_are_not_either()
    {
        (await RunAsync("--no-baselines")).Json.GetProperty("baselines").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task A_run_folder_is_kept_and_never_used_twice()
    {
        var folder = Path.Combine(_invocation.Folder, "run");
        await RunAsync("--run-dir", folder);

        Directory.Exists(Path.Combine(folder, "hub")).ShouldBeTrue();
        var (code, _, error) = await _invocation.RunAsync([.. Arguments(), "--run-dir", folder]);
        code.ShouldBe(1);
        error.ShouldBe($"eventcollab: error: {folder}: the run folder is not empty; choose another with --run-dir.{Environment.NewLine}");
    }

    [Fact]
    public async Task The_demo_falls_back_to_made_up_data_and_says_so()
    {
        var (code, output, _) = await _invocation.RunAsync("demo", "--rounds", "1", "--local-model", "ridge", "--no-baselines");

        code.ShouldBe(0);
        output.ShouldContain("MADE-UP DATA");
    }

    [Fact]
    public async Task Asked_for_by_name_data_that_are_nowhere_are_an_error_in_the_demo_too()
    {
        var (code, _, error) = await _invocation.RunAsync("demo", "--data", "wine", "--rounds", "1");

        code.ShouldBe(1);
        error.ShouldStartWith("eventcollab: error: Data set 'wine' was not found");
    }

    [Theory]
    [InlineData("--local-model-of", "org-9=ridge", "org-9")]
    [InlineData("--local-model-of", "org-2", "ORGANIZATION=MODEL")]
    [InlineData("--quorum", "9", "quorum of 9")]
    [InlineData("--transport", "amqp://me:secret@127.0.0.1:1/", "127.0.0.1:1")]
    [InlineData("--run-dir", "/proc/nothing", "/proc/nothing")]
    public async Task What_a_run_cannot_go_on_with_is_one_line(string option, string value, string part)
    {
        var (code, _, error) = await _invocation.RunAsync([.. Arguments(), option, value]);

        code.ShouldBe(1);
        error.ShouldStartWith("eventcollab: error: ");
        error.ShouldContain(part);
        error.ShouldNotContain("secret");
        error.Trim().ShouldNotContain("\n");
    }

    [Fact]
    public async Task A_model_that_does_not_suit_an_organization_is_refused_before_the_run_says_anything()
    {
        var (code, output, error) = await _invocation.RunAsync([.. Arguments(), "--local-model-of", "org-2=cnn"]);

        code.ShouldBe(1);
        output.ShouldBeEmpty();
        error.ShouldBe($"eventcollab: error: localModel cnn needs images; org-2's features are 1 column.{Environment.NewLine}");
    }

    [Theory]
    [InlineData("auto")]
    [InlineData("cpu")]
    public async Task Epochs_and_device_are_not_said_of_models_that_know_none(string device)
    {
        var split = _invocation.Write("split.json", $$"""{"train":[{{string.Join(',', Enumerable.Range(0, 30))}}],"test":[30,31],"blocks":[[3],[1],[2]]}""");
        var (output, _) = await RunAsync("--split-file", split, "--epochs", "5", "--device", device, "--no-baselines");

        output.ShouldContain("each fits ridge on cpu");
        output.ShouldContain("3 organizations hold 1 column each");
        output.ShouldNotContain("5 epochs");
    }

    [Fact]
    public async Task What_auto_took_is_said_of_networks()
    {
        var (output, _) = await RunAsync("--local-model-of", "org-2=linear", "--epochs", "1", "--device", "auto", "--no-baselines");

        output.ShouldMatch("each fits ridge, org-2 linear, 1 epoch on auto: (cpu|cuda)");
    }

    private static (int A, int B, int C, int D) Features(int row) => (row % 7, row * row % 11, row % 5, row % 3);

    /// <summary>2a - b + c and a fixed pattern instead of noise.</summary>
    private static double Target(int row)
    {
        var (a, b, c, _) = Features(row);
        return Math.Round((2 * a) - b + c + (0.1 * (row % 4)) + 0.05, 2);
    }

    private string[] Arguments()
    {
        var rows = Enumerable.Range(0, 40).Select(row => (Features: Features(row), Target: Target(row)))
            .Select(row => $"{row.Features.A},{row.Features.B},{row.Features.C},{row.Features.D},{row.Target:0.00}");
        var path = _invocation.Write("table.csv", "a,b,c,d,y\n" + string.Join('\n', rows) + "\n");
        return ["run", "gal", "--data", path, "--target", "y", "--organizations", "3", "--rounds", "2", "--local-model", "ridge"];
    }

    private async Task<(string Output, JsonElement Json)> RunAsync(params string[] options)
    {
        var file = Path.Combine(_invocation.Folder, "result.json");
        var (code, output, error) = await _invocation.RunAsync([.. Arguments(), .. options, "--json", file]);
        code.ShouldBe(0, error);
        return (output, JsonDocument.Parse(await File.ReadAllTextAsync(file)).RootElement);
    }
}
