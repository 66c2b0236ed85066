using System.Text.Json;
using EventCollab.Cli.Results;

namespace EventCollab.Cli.Tests;

public sealed class JsonFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("eventcollab-json-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Numbers_that_are_not_finite_are_null_and_the_others_stay()
    {
        var path = Path.Combine(_folder, "result.json");

        JsonFile.Write(path, new RoundLine(1, double.NaN, double.PositiveInfinity, [0.5, double.NegativeInfinity], 2, 0.25));

        var json = JsonDocument.Parse(File.ReadAllText(path)).RootElement;
        json.GetProperty("loss").ValueKind.ShouldBe(JsonValueKind.Null);
        json.GetProperty("metric").ValueKind.ShouldBe(JsonValueKind.Null);
        json.GetProperty("weights")[0].GetDouble().ShouldBe(0.5);
        json.GetProperty("weights")[1].ValueKind.ShouldBe(JsonValueKind.Null);
        json.GetProperty("rate").GetDouble().ShouldBe(2);
    }

    [Fact]
    public void A_reader_of_the_old_results_keeps_them_whole_and_nothing_else_is_left_in_the_folder()
    {
        var path = Path.Combine(_folder, "result.json");
        File.WriteAllText(path, "old");
        using var reader = new StreamReader(path);

        JsonFile.Write(path, 1);

        reader.ReadToEnd().ShouldBe("old");
        File.ReadAllText(path).ShouldBe("1\n");
        Directory.GetFiles(_folder).ShouldBe([path]);
    }

    [Fact]
    public void A_link_stays_a_link_and_its_target_is_written()
    {
        var target = Path.Combine(_folder, "target.json");
        var link = Path.Combine(_folder, "link.json");
        File.WriteAllText(target, "old");
        File.CreateSymbolicLink(link, target);

        JsonFile.Write(link, 1);

        File.ReadAllText(target).ShouldBe("1\n");
        new FileInfo(link).LinkTarget.ShouldBe(target);
    }

    [Fact]
    public void Where_it_cannot_be_written_the_error_names_the_file_and_leaves_nothing()
    {
        var path = Path.Combine(_folder, "folder");
        Directory.CreateDirectory(path);

        Should.Throw<CliException>(() => JsonFile.Write(path, 1)).Message.ShouldStartWith($"{path}: the results cannot be written: ");

        Directory.GetFiles(_folder).ShouldBeEmpty();
    }
}
