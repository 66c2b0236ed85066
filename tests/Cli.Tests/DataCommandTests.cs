using EventCollab.Cli.Tests.Downloads;
using EventCollab.Learning.Data;
using EventCollab.Learning.Data.Folders;

namespace EventCollab.Cli.Tests;

public sealed class DataCommandTests : IDisposable
{
    private readonly Invocation _invocation = new();

    public void Dispose() => _invocation.Dispose();

    [Fact]
    public async Task Split_writes_a_folder_for_each_organization_that_an_agent_can_read()
    {
        var path = _invocation.Write("t.csv", "a,b,c,y\n1,2,3,0.5\n2,3,5,1.5\n4,5,6,2.5\n7,8,8,3.5\n");

        var (code, output, _) = await _invocation.RunAsync("data", "split", "--data", path, "--target", "y", "--organizations", "2", "--out", "parts");

        code.ShouldBe(0);
        output.ShouldContain("parts/org-1");
        output.ShouldContain("and the target");
        OrganizationFolder.Read(Path.Combine(_invocation.Folder, "parts", "org-1")).Targets.ShouldNotBeNull();
        OrganizationFolder.Read(Path.Combine(_invocation.Folder, "parts", "org-2")).Training.Columns.ShouldBe(2);
    }

    [Fact]
    public async Task Split_by_a_column_writes_one_folder_for_each_of_its_texts_and_counts_classes()
    {
        var rows = string.Concat(Enumerable.Range(0, 60).Select(row => $"{row},{(row % 7 == 0 ? "" : $"{row * 2}")},{(row % 3 == 0 ? "north" : "south")},{row % 2 * 4}\n"));
        var path = _invocation.Write("t.csv", "a,b,site,y\n" + rows);

        var (code, output, _) = await _invocation.RunAsync(
            "data", "split", "--data", path, "--target", "y", "--partition", "by-column=site", "--impute", "mean", "--target-map", "0=0,*=1", "--out", "parts");

        code.ShouldBe(0);
        output.ShouldContain("north: 2 columns (a, b) and the target");
        var (north, south) = (Read("org-1"), Read("org-2"));
        (north.TrainingIds.Count + south.TrainingIds.Count).ShouldBe(48);
        north.TrainingIds.ShouldAllBe(id => int.Parse(id) % 3 == 0);
        south.Targets!.Classes.ShouldBe(2);
        Directory.Exists(Path.Combine(_invocation.Folder, "parts", "org-3")).ShouldBeFalse();

        OrganizationData Read(string name) => OrganizationFolder.Read(Path.Combine(_invocation.Folder, "parts", name));
    }

    /// <summary>Else org-2 would hold the targets of the row split beside its columns of the second.</summary>
    [Fact]
    public async Task Split_never_writes_into_a_folder_that_holds_another_split()
    {
        var path = _invocation.Write("t.csv", "a,b,y\n" + string.Concat(Enumerable.Range(0, 20).Select(row => $"{row},{row % 3},{row % 2}\n")));
        string[] split = ["data", "split", "--data", path, "--target", "y", "--organizations", "2", "--out", "parts"];
        var folder = Path.Combine(_invocation.Folder, "parts");
        (await _invocation.RunAsync([.. split, "--partition", "iid"])).Code.ShouldBe(0);
        var before = Files();

        var (code, output, error) = await _invocation.RunAsync(split);

        code.ShouldBe(1);
        output.ShouldBeEmpty();
        error.ShouldBe($"eventcollab: error: {folder}: is there already and not empty; remove it or choose another folder with --out.{Environment.NewLine}");
        Files().ShouldBe(before);

        Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        (await _invocation.RunAsync(split)).Code.ShouldBe(0);
        File.Exists(Path.Combine(folder, "org-2", "targets.csv")).ShouldBeFalse();

        string[] Files() => [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Order().Select(file => $"{file}: {File.ReadAllText(file)}")];
    }

    [Fact]
    public async Task An_unknown_partition_is_one_line_with_the_nearest_name()
    {
        var path = _invocation.Write("t.csv", "a,y\n1,2\n");

        var (code, _, error) = await _invocation.RunAsync("data", "split", "--data", path, "--target", "y", "--partition", "dirichelt", "--out", "parts");

        code.ShouldBe(1);
        error.ShouldStartWith("eventcollab: error: --partition 'dirichelt' is unknown (did you mean dirichlet?)");
    }

    [Fact]
    public async Task List_shows_where_each_set_was_found_in_at_most_100_columns()
    {
        _invocation.Write("root/wine/wine.csv", "a,target\n");

        var (code, output, _) = await _invocation.RunAsync("data", "list", "--data-root", Path.Combine(_invocation.Folder, "root"));

        code.ShouldBe(0);
        string[] lines = output.Split('\n');
        lines.Single(line => line.StartsWith("wine ", StringComparison.Ordinal)).ShouldEndWith("[1]");
        lines.Single(line => line.StartsWith("mnist ", StringComparison.Ordinal)).ShouldEndWith("data get");
        output.ShouldContain($"  [1] {Path.Combine(_invocation.Folder, "root")}");
        lines.TakeWhile(line => line.Length > 0).ShouldAllBe(line => line.Length <= 100);
        Catalogue.Entries.ShouldAllBe(entry => output.Contains(entry.Name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task List_with_a_name_tells_its_caution_and_files()
    {
        var (code, output, _) = await _invocation.RunAsync("data", "list", "cifar10");

        code.ShouldBe(0);
        output.ShouldContain("accuracy on it is not CIFAR-10 accuracy");
        output.ShouldContain("cifar10/train-images-idx4-ubyte.gz, 57903072 bytes, SHA-256 52b710b2");
    }

    [Fact]
    public async Task A_caution_about_missing_cells_is_left_out_where_they_are_filled()
    {
        (await _invocation.RunAsync("data", "list", "heart_disease")).Output.ShouldContain("caution  cells are missing (--impute); target 0 is no disease");
        _invocation.Write("root/heart_disease/heart_disease.csv", "a,institution,target\n" + string.Concat(Enumerable.Range(0, 20).Select(row => $"{(row == 3 ? "?" : $"{row}")},x,{row % 2}\n")));

        var (code, output, error) = await _invocation.RunAsync(
            "data", "split", "--data", "heart_disease", "--impute", "median", "--data-root", Path.Combine(_invocation.Folder, "root"), "--organizations", "1", "--out", "parts");

        code.ShouldBe(0, error);
        output.ShouldContain("heart_disease: target 0 is no disease");
        output.ShouldNotContain("cells are missing");
    }

    [Theory]
    [InlineData("data", "list")]
    [InlineData("data", "check")]
    [InlineData("run", "gal", "--data", "wine")]
    public async Task A_misspelt_data_root_is_one_line_that_names_it(params string[] command)
    {
        var (code, _, error) = await _invocation.RunAsync([.. command, "--data-root", "/nowhere/data"]);

        code.ShouldBe(1);
        error.ShouldBe($"eventcollab: error: --data-root names /nowhere/data, and there is no such folder.{Environment.NewLine}");
    }

    [Fact]
    public async Task Convert_takes_files_and_no_names()
    {
        var (code, _, error) = await _invocation.RunAsync("data", "convert", "--data", "wine", "--target", "target", "--out", "t.ecrows");

        code.ShouldBe(1);
        error.ShouldContain("'wine' is a name of the catalogue, and only files and folders are converted; give the path that 'eventcollab data list wine' shows.");
    }

    [Theory]
    [InlineData("get")]
    [InlineData("check")]
    [InlineData("list")]
    public async Task A_misspelt_name_is_answered_with_the_nearest(string command)
    {
        var (code, _, error) = await _invocation.RunAsync("data", command, "mnits");

        code.ShouldBe(1);
        error.ShouldStartWith("eventcollab: error: 'mnits' is no data set of the catalogue (did you mean mnist?); there are boston_housing,");
    }

    [Fact]
    public async Task Get_refuses_what_has_no_official_archive()
    {
        var (code, _, error) = await _invocation.RunAsync("data", "get", "wine");

        code.ShouldBe(1);
        error.ShouldContain("'wine' has no official archive with a listed hash");
    }

    [Fact]
    public async Task Get_fetches_into_the_cache_what_is_not_there_and_says_which_server_fails()
    {
        using var server = new LoopbackFiles();

        var (code, _, error) = await _invocation.RunAsync("data", "get", "fashion_mnist", "--from", $"{server.Address}");

        code.ShouldBe(1);
        error.ShouldContain($"{server.Address}train-images-idx3-ubyte.gz: the server answers 404 (NotFound)");
    }

    /// <summary>With the real files at hand: all four from a loopback mirror, then checked, then already there.</summary>
    [Fact]
    public async Task Get_from_a_mirror_then_check()
    {
        var catalogue = Catalogue.Default(null, Environment.GetEnvironmentVariable, AppContext.BaseDirectory);
        var entry = Catalogue.Find("mnist")!;
        Assert.SkipUnless(catalogue.Locate(entry) is not null, $"mnist is in none of {string.Join(", ", catalogue.Roots)}; set EVENTCOLLAB_DATA.");
        using var server = new LoopbackFiles();
        foreach (var file in entry.Files)
        {
            server.Add(file.Name, await File.ReadAllBytesAsync(Path.Combine(catalogue.Locate(entry)!, file.Name), TestContext.Current.CancellationToken));
        }

        var (code, output, error) = await _invocation.RunAsync("data", "get", "mnist", "--from", $"{server.Address}");
        code.ShouldBe(0, error);
        output.ShouldContain(Path.Combine(_invocation.Folder, ".cache", "eventcollab", "mnist", "t10k-labels-idx1-ubyte.gz"));

        (code, output, error) = await _invocation.RunAsync("data", "check", "mnist");
        code.ShouldBe(0, output + error);
        output.ShouldStartWith("mnist: ok, 70000 images 28x28, 10 classes in ");

        (_, output, _) = await _invocation.RunAsync("data", "get", "mnist", "--from", "http://127.0.0.1:1/");
        output.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldAllBe(line => line.EndsWith("already there", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Check_finds_a_file_that_is_another()
    {
        var path = _invocation.Write("root/wine/wine.csv", "a,target\n1,2\n");

        var (code, output, _) = await _invocation.RunAsync("data", "check", "wine", "--data-root", Path.Combine(_invocation.Folder, "root"));

        code.ShouldBe(1);
        output.ShouldBe($"wine: WRONG: {path}: its SHA-256 is not 55fd54ff7e5c732c3d14acd55fc120a49200c5c15c5659ec308e63c2678e9be0{Environment.NewLine}");
    }

    [Fact]
    public async Task A_converted_table_is_run_on_as_any_other()
    {
        var path = _invocation.Write("t.csv", "a,b,y\n" + string.Concat(Enumerable.Range(0, 40).Select(row => $"{row * 0.5},{row % 7},{row * 2 + row % 3}.5\n")));

        var (code, output, error) = await _invocation.RunAsync("data", "convert", "--data", path, "--target", "y", "--out", "t.ecrows");
        code.ShouldBe(0, error);
        output.ShouldContain("40 rows of 2 values, target 'y'");

        (code, output, error) = await _invocation.RunAsync("data", "split", "--data", Path.Combine(_invocation.Folder, "t.ecrows"), "--organizations", "2", "--out", "parts");
        code.ShouldBe(0, error);
        OrganizationFolder.Read(Path.Combine(_invocation.Folder, "parts", "org-2")).Training.Columns.ShouldBe(1);

        (code, _, error) = await _invocation.RunAsync("run", "gal", "--data", Path.Combine(_invocation.Folder, "t.ecrows"), "--organizations", "2", "--local-model", "ridge", "--rounds", "1");
        code.ShouldBe(0, error);
    }
}
