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
        output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2);
        OrganizationFolder.Read(Path.Combine(_invocation.Folder, "parts", "org-1")).Targets.ShouldNotBeNull();
        OrganizationFolder.Read(Path.Combine(_invocation.Folder, "parts", "org-2")).Training.Columns.ShouldBe(2);
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
