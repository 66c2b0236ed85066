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

    [Fact]
    public async Task An_unknown_partition_is_one_line_with_the_nearest_name()
    {
        var path = _invocation.Write("t.csv", "a,y\n1,2\n");

        var (code, _, error) = await _invocation.RunAsync("data", "split", "--data", path, "--target", "y", "--partition", "dirichelt", "--out", "parts");

        code.ShouldBe(1);
        error.ShouldStartWith("eventcollab: error: --partition 'dirichelt' is unknown (did you mean dirichlet?)");
    }

    [Fact]
    public async Task List_shows_where_each_set_was_found()
    {
        var path = _invocation.Write("root/wine/wine.csv", "a,target\n");

        var (code, output, _) = await _invocation.RunAsync("data", "list", "--data-root", Path.Combine(_invocation.Folder, "root"));

        code.ShouldBe(0);
        output.ShouldContain("not found");
        output.ReplaceLineEndings(string.Empty).ShouldContain(path);
        Catalogue.Entries.ShouldAllBe(entry => output.Contains(entry.Name, StringComparison.Ordinal));
    }
}
