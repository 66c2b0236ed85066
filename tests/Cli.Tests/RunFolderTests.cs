using EventCollab.Cli.Running;

namespace EventCollab.Cli.Tests;

public sealed class RunFolderTests
{
    [Fact]
    public void A_folder_that_is_finished_already_can_be_finished_again()
    {
        // Ctrl-C while the baselines are computed comes after the run's own end.
        var folder = RunFolder.Create(null, $"test-{Guid.NewGuid():n}");
        folder.Finish();
        Directory.Exists(folder.Path).ShouldBeFalse();
        Should.NotThrow(folder.Finish);
    }
}
