using EventCollab.Contracts;
using EventCollab.Contracts.Messages;
using EventCollab.Orchestrator.Tests.Scene;

namespace EventCollab.Orchestrator.Tests;

public sealed class RoundTripTests
{
    [Theory]
    [InlineData(HubScene.BySponsor)]
    [InlineData(HubScene.ByHub)]
    public async Task A_collaboration_runs_all_its_rounds_and_names_the_final_hash(string method)
    {
        await using var scene = await HubScene.StartAsync();
        await scene.SubmitAsync(rounds: 3, method: method);
        var view = await scene.UntilAsync("Completed");

        // Each round adds the mean of 1, 2, 3 to four zeros: 6 after three rounds.
        view.FinalHash.ShouldBe(HashOf(6));
        view.Rounds.Select(r => r.Report.Loss).ShouldBe([2, 4, 6]);
        view.Rounds.ShouldAllBe(r => r.Accepted.Count == 3 && r.Late == 0 && r.Refused == 0);
        view.Refusals.ShouldBeEmpty();
        view.Awaited.ShouldBeEmpty();
        foreach (var organization in scene.Organizations)
        {
            var ended = await organization.Received.UntilAsync<CollaborationEnded>();
            ended.State.ShouldBe("Completed");
            ended.FinalHash.ShouldBe(view.FinalHash);
        }
    }

    internal static ContentHash HashOf(params float[] values)
    {
        var four = values.Length == 1 ? Enumerable.Repeat(values[0], MeanMethod.Length).ToArray() : values;
        return ContentHash.Of(System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(four));
    }
}
