using System.CommandLine;
using System.Text.Json.Nodes;
using EventCollab.Cli.Options;
using EventCollab.Learning.Methods.Gal;
using EventCollab.Learning.Models;

namespace EventCollab.Cli.Tests;

/// <summary>What the command line says of local models, as the terms get it.</summary>
public sealed class GalMethodOptionsTests : IDisposable
{
    private readonly Invocation _invocation = new();

    public void Dispose() => _invocation.Dispose();

    [Fact]
    public void Names_of_models_are_taken_in_any_case()
    {
        Parse("--local-model", "RIDGE").LocalModel.ShouldBe(LocalModelKind.Ridge);
        Parse("--local-model-of", "org-2=Mlp").LocalModels["org-2"].ShouldBe(LocalModelKind.Mlp);
    }

    [Fact]
    public void Without_a_word_the_model_is_linear_and_is_written_down() => Json()["localModel"]!.GetValue<string>().ShouldBe("linear");

    [Fact]
    public void A_mix_stands_in_the_place_of_the_default_model()
    {
        var options = Parse("--local-model-mix", "ridge, mlp", "--local-loss-mix", "l1,l4", "--batch-size", "32", "--epochs", "7");

        options.LocalModelMix.ShouldBe([LocalModelKind.Ridge, LocalModelKind.Mlp]);
        options.LocalLossMix.ShouldBe([LocalLoss.L1, LocalLoss.L4]);
        (options.BatchSize, options.Epochs).ShouldBe((32, 7));
        Json("--local-model-mix", "ridge").ContainsKey("localModel").ShouldBeFalse();
    }

    [Theory]
    [InlineData("--local-model lineer", "--local-model: there is no model 'lineer' (did you mean linear?); there are ridge, linear, mlp")]
    [InlineData("--local-model-mix ridge,lineer", "--local-model-mix: there is no model 'lineer' (did you mean linear?)")]
    [InlineData("--local-model-mix ridge,", "--local-model-mix: there is no model ''")]
    [InlineData("--threads 0", "--threads must be at least 1, not 0")]
    [InlineData("--device tpu", "--device 'tpu' is none; there are cpu, cuda, cuda:N")]
    [InlineData("--device cuda:x", "--device 'cuda:x' is none")]
    public async Task What_is_no_model_or_device_is_refused_before_anything_is_read(string options, string reason)
    {
        var (code, _, error) = await _invocation.RunAsync(["run", "gal", "--data", "nowhere.csv", .. options.Split(' ')]);

        code.ShouldBe(2);
        error.ShouldContain(reason);
        error.Trim().ShouldNotContain("\n");
    }

    [Theory]
    [InlineData("--local-model ridge --local-model-mix ridge,mlp", "exclude each other")]
    [InlineData("--local-loss-mix l1,l3", "(did you mean l1 or l2 or l4?)")]
    [InlineData("--local-model-of org-2=rigde", "(did you mean ridge?)")]
    [InlineData("--deep-model-sharing", "linear has none")]
    [InlineData("--local-model-mix ridge,ridge,mlp,mlp", "a mix of 4 needs as many organizations; there are 3")]
    [InlineData("--epochs 0", "option 'epochs' is 0")]
    public async Task What_the_method_refuses_is_one_line(string options, string reason)
    {
        var table = _invocation.Write("table.csv", "a,b,c,y\n" + string.Join('\n', Enumerable.Range(0, 20).Select(row => $"{row % 7},{row % 5},{row % 3},{row}.5")) + "\n");

        var (code, _, error) = await _invocation.RunAsync(["run", "gal", "--data", table, "--target", "y", "--organizations", "3", .. options.Split(' ')]);

        code.ShouldBe(1);
        error.ShouldContain(reason);
        error.Trim().ShouldNotContain("\n");
    }

    [Fact]
    public async Task Results_without_a_place_are_refused_before_the_run()
    {
        var missing = Path.Combine(_invocation.Folder, "nowhere", "result.json");

        var (code, output, error) = await _invocation.RunAsync("run", "gal", "--data", "nowhere.csv", "--target", "y", "--json", missing);

        (code, output).ShouldBe((1, string.Empty));
        error.ShouldContain($"{missing}: the results cannot be written: there is no folder");
    }

    [Fact]
    public async Task A_service_that_cannot_begin_leaves_no_folder()
    {
        var data = _invocation.Write("own/features.csv", "id,a\n1,1\n2,2\n3,4\n");
        _invocation.Write("own/split.json", """{"idColumn":"id","train":["1","2"],"test":["3"]}""");
        var folder = Path.Combine(_invocation.Folder, "run");

        var (code, output, _) = await _invocation.RunAsync(
            "agent", "--organization", "org-1", "--data", Path.GetDirectoryName(data)!, "--run-dir", folder, "--transport", "amqp://a:b@127.0.0.1:1/");

        (code, output).ShouldBe((1, string.Empty));
        Directory.Exists(folder).ShouldBeFalse();
    }

    private static GalOptions Parse(params string[] arguments) => GalOptions.Parse(Json(arguments).ToJsonString());

    private static JsonObject Json(params string[] arguments)
    {
        var options = new GalMethodOptions(privacyRequired: false);
        var parsed = new Command("gal").With(options.All).Parse(arguments);
        parsed.Errors.ShouldBeEmpty();
        return JsonNode.Parse(options.Json(parsed))!.AsObject();
    }
}
