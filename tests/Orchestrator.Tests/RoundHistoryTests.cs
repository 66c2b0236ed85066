using System.Text.Json;
using EventCollab.Contracts.Messages;
using EventCollab.Messaging.Persistence;
using EventCollab.Orchestrator.Tests.Scene;
using EventCollab.Orchestrator.Views;

namespace EventCollab.Orchestrator.Tests;

public sealed class RoundHistoryTests
{
    [Fact]
    public async Task Who_watches_reads_each_combined_step_once_and_sees_what_comes_late_for_it()
    {
        await using var scene = await HubScene.StartAsync();
        scene.C.Acts = m => m is not RoundOpened { Round: 2 };
        await scene.SubmitAsync(rounds: 3);
        await scene.UntilAsync(v => v is { Round: 2, State: "RoundOpen", Awaited: ["c"] });
        var history = new RoundHistory();
        (await ReadAsync(scene, history)).ShouldHaveSingleItem().Refused.ShouldBe(0);

        var first = scene.C.Received.All<RoundOpened>().Single(m => m.Round == 1);
        await scene.C.SendAsync(scene.C.Contribute(first) with { Payload = ScriptedOrganization.Vector(9, 9, 9, 9) });
        await scene.UntilAsync(v => v.Refusals.Count == 1);
        (await ReadAsync(scene, history)).ShouldHaveSingleItem().Refused.ShouldBe(1);
        history.RowsRead.ShouldBe(1);

        await scene.C.SendAsync(scene.C.Contribute(scene.C.Received.All<RoundOpened>().Single(m => m.Round == 2)));
        await scene.UntilAsync("Completed");
        var seen = await ReadAsync(scene, history);

        history.RowsRead.ShouldBe(3);
        Text(seen).ShouldBe(Text((await scene.ViewAsync()).Rounds));
    }

    private static async Task<IReadOnlyList<RoundView>> ReadAsync(HubScene scene, RoundHistory history)
    {
        var refusals = (await scene.ViewAsync()).Refusals;
        await using var connection = new SqliteDialect(scene.Database, durable: false).OpenRead();
        return await history.ReadAsync(connection, scene.Id, refusals);
    }

    private static string Text(IReadOnlyList<RoundView> rounds) => JsonSerializer.Serialize(rounds, ContractJson.Options);
}
