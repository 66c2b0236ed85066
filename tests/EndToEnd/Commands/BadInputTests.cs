namespace EventCollab.EndToEnd.Commands;

/// <summary>Input that a command cannot go on with: one line that names the place, an exit code, no stack trace.</summary>
public sealed class BadInputTests
{
    private const string Good = "a,b,target\n1,9,2.5\n2,7,3.5\n3,8,4.5\n4,1,1.5\n5,3,0.5\n6,5,6.5\n";

    public static TheoryData<string, string, string[], string[]> Tables { get; } = new()
    {
        { "a missing cell", "a,b,target\n1,9,2.5\n2,,3.5\n3,8,4.5\n", [], ["row 1", "'b'"] },
        { "text in a cell", "a,b,target\n1,9,2.5\n2,7,3.5\nmale,8,4.5\n", [], ["row 2", "'a'", "male"] },
        { "NaN in a cell", "a,b,target\n1,9,2.5\n2,NaN,3.5\n3,8,4.5\n", [], ["row 1", "'b'", "NaN"] },
        { "an infinite cell", "a,b,target\n1,9,2.5\n2,1e999,3.5\n3,8,4.5\n", [], ["row 1", "'b'"] },
        { "a missing target", "a,b,target\n1,9,2.5\n2,7,\n3,8,4.5\n", [], ["row 1", "'target'"] },
        { "a row too short", "a,b,target\n1,9,2.5\n2,7\n3,8,4.5\n", [], ["row 1"] },
        { "duplicate ids", "id,a,b,target\n7,1,9,2.5\n8,2,7,3.5\n7,3,8,4.5\n", ["--id", "id"], ["'7'"] },
        { "a target that is not there", Good, ["--target", "price"], ["'price'"] },
        { "one class only", "a,b,target\n1,9,1\n2,7,1\n3,8,1\n4,6,1\n", ["--task", "classification"], ["one"] },
        { "zero rows", "a,b,target\n", [], ["no row"] },
        { "an empty file", "", [], ["empty"] },
        { "fewer columns than organizations", Good, ["--organizations", "3"], ["3 organizations", "2"] },
    };

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task A_table_that_cannot_be_used_is_refused_in_one_line(string what, string table, string[] arguments, string[] words)
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("table.csv");
        await File.WriteAllTextAsync(file, table, TestContext.Current.CancellationToken);
        string[] target = arguments.Contains("--target") ? [] : ["--target", "target"];
        string[] organizations = arguments.Contains("--organizations") ? [] : ["--organizations", "2"];

        var result = await EventCollabProgram.RunAsync(["run", "gal", "--data", file, .. target, .. organizations, .. arguments]);

        TestContext.Current.TestOutputHelper!.WriteLine($"{what}: {result.Error}");
        result.ShouldFailWithOneLine(words);
    }

    [Theory]
    [InlineData("no-such-file.csv", "no such file")]
    [InlineData("diabtes", "diabetes")]
    public async Task Data_that_are_nowhere_are_refused_in_one_line(string data, string word)
    {
        var result = await EventCollabProgram.RunAsync("run", "gal", "--data", data, "--target", "target");

        result.ShouldFailWithOneLine(data, word);
    }

    [Fact]
    public async Task A_run_folder_that_cannot_be_written_is_named_in_one_line()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("table.csv");
        await File.WriteAllTextAsync(file, Good, TestContext.Current.CancellationToken);

        // Not even root can make a folder there.
        var result = await EventCollabProgram.RunAsync("run", "gal", "--data", file, "--target", "target", "--organizations", "2", "--run-dir", "/proc/eventcollab");

        result.ShouldFailWithOneLine("/proc/eventcollab");
    }

    [Fact]
    public async Task Results_that_do_not_fit_on_the_disk_are_an_error()
    {
        using var table = TestTable.Write("wine");

        var result = await EventCollabProgram.RunAsync([.. Runs.Gal(table, organizations: 2, rounds: 1), "--json", "/dev/full"]);

        result.ShouldFailWithOneLine("/dev/full");
    }

    [Fact]
    public async Task A_full_disk_ends_a_run_in_one_line()
    {
        using var table = TestTable.Write("wine");
        using var folder = new TemporaryFolder();

        // No file may grow beyond 4 KiB, which is what a full disk looks like to a program; the signal that would end
        // it is ignored, so that it sees the error. The runtime itself needs larger files for its own code unless told.
        var arguments = string.Join(' ', Runs.Gal(table, organizations: 2, rounds: 3).Select(argument => $"'{argument}'"));
        await using var process = await RunningProcess.StartAsync(
            "bash",
            ["-c", $"trap '' XFSZ; ulimit -f 4; exec dotnet '{Repository.Program}' {arguments} --run-dir '{folder.File("run")}'"],
            new Dictionary<string, string?> { ["DOTNET_EnableWriteXorExecute"] = "0" });
        var result = await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        result.ShouldFailWithOneLine();
    }

    [Theory]
    [InlineData("run", "gal", "--data", "wine", "--organizations", "none")]
    [InlineData("run", "gal", "--data", "wine", "--rounds", "0")]
    [InlineData("run", "gal", "--data", "wine", "--local-model", "oracle")]
    [InlineData("run", "gal", "--data", "wine", "--transport", "http://localhost")]
    [InlineData("run", "sorcery")]
    [InlineData("no-such-command")]
    public async Task Arguments_that_make_no_sense_are_refused_in_one_line(params string[] arguments)
    {
        var result = await EventCollabProgram.RunAsync(arguments);

        result.ShouldFailWithOneLine();
    }
}
