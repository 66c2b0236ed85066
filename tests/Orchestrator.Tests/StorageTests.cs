using System.Text;
using Dapper;
using EventCollab.Contracts.Messages;
using EventCollab.Messaging.Persistence;
using EventCollab.Orchestrator.Tests.Scene;

namespace EventCollab.Orchestrator.Tests;

public sealed class StorageTests
{
    [Fact]
    public async Task The_database_never_holds_the_bytes_of_a_payload()
    {
        await using var scene = await HubScene.StartAsync();
        await scene.SubmitAsync(rounds: 3);
        await scene.UntilAsync("Completed");

        // 7.0 four times as float32 is c's contribution to the third round; in base64 it is the second text.
        var bytes = Enumerable.Repeat(new byte[] { 0x00, 0x00, 0xE0, 0x40 }, MeanMethod.Length).SelectMany(b => b).ToArray();
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(scene.Database)!, "hub.db*"))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var content = new byte[stream.Length];
            await stream.ReadExactlyAsync(content, TestContext.Current.CancellationToken);
            content.AsSpan().IndexOf(bytes).ShouldBe(-1);
            content.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Convert.ToBase64String(bytes)[..20])).ShouldBe(-1);
        }
    }

    [Theory]
    [InlineData(HubScene.BySponsor, 13)]
    [InlineData(HubScene.ByHub, 17)]
    public async Task However_many_rounds_there_are_the_disk_holds_the_payloads_of_the_last_three_steps(string method, int most)
    {
        // Three steps with one broadcast and three contributions each, and in the hub's own case a state each and the first.
        await using var scene = await HubScene.StartAsync();
        await scene.SubmitAsync(rounds: 12, method: method);
        await scene.UntilAsync("Completed");
        await using var connection = new SqliteDialect(scene.Database, durable: false).Open();
        (await connection.ExecuteScalarAsync<long>("select count(*) from payload")).ShouldBeLessThanOrEqualTo(most);
        (await connection.ExecuteScalarAsync<long>("select count(*) from step_plan")).ShouldBe(3);
        await scene.Hub.SweptAsync();
        Directory.GetFiles(scene.Payloads, "*", SearchOption.AllDirectories).Length.ShouldBeLessThanOrEqualTo(most);
    }

    [Fact]
    public async Task The_broadcast_of_a_plan_that_the_saga_ignores_goes_again()
    {
        await using var scene = await HubScene.StartAsync();
        scene.C.Acts = m => m is not RoundOpened;
        var plan = new TaskCompletionSource<RoundPlanned>();
        scene.A.Plans = truth =>
        {
            plan.TrySetResult(truth);
            return truth;
        };
        await scene.SubmitAsync(rounds: 1);
        var task = await scene.C.Received.UntilAsync<RoundOpened>();
        await scene.Hub.SettledAsync(TestContext.Current.CancellationToken);
        var ignored = scene.Hub.ChangedAsync(scene.Id, TestContext.Current.CancellationToken);
        await scene.A.SendAsync((await plan.Task) with { Payload = ScriptedOrganization.Vector(9, 9, 9, 9) });
        await ignored.WaitAsync(HubScene.Patience, TestContext.Current.CancellationToken);
        await scene.C.SendAsync(scene.C.Contribute(task));
        await scene.UntilAsync("Completed");
        await scene.Hub.SweptAsync();
        File.Exists(Path.Combine(scene.Payloads, RoundTripTests.HashOf(9).ToString())).ShouldBeFalse();
    }

    [Fact]
    public async Task Old_files_that_no_row_names_go_when_the_hub_starts_and_young_ones_stay()
    {
        await using var scene = await HubScene.StartAsync();
        await scene.SubmitAsync(rounds: 1, method: HubScene.ByHub);
        var view = await scene.UntilAsync("Completed");
        var (old, young) = (Path.Combine(scene.Payloads, RoundTripTests.HashOf(8).ToString()), Path.Combine(scene.Payloads, RoundTripTests.HashOf(9).ToString()));
        await scene.RestartAsync(() =>
        {
            File.WriteAllBytes(old, [8]);
            File.WriteAllBytes(young, [9]);
            foreach (var file in new[] { old, Path.Combine(scene.Payloads, view.FinalHash.ToString()!) })
            {
                File.SetLastWriteTimeUtc(file, scene.Time.GetUtcNow().UtcDateTime - TimeSpan.FromDays(4));
            }
        });
        await scene.Hub.SweptAsync();
        File.Exists(old).ShouldBeFalse();
        File.Exists(young).ShouldBeTrue();
        File.Exists(Path.Combine(scene.Payloads, view.FinalHash.ToString()!)).ShouldBeTrue();
    }

    [Fact]
    public async Task When_nothing_can_need_them_any_more_the_payloads_of_an_ended_collaboration_go()
    {
        await using var scene = await HubScene.StartAsync();
        await scene.SubmitAsync(rounds: 2, method: HubScene.ByHub, recruiting: TimeSpan.FromHours(1));
        var view = await scene.UntilAsync("Completed");
        await scene.Hub.WhenScoredAsync(scene.Id, TestContext.Current.CancellationToken).WaitAsync(HubScene.Patience, TestContext.Current.CancellationToken);
        await scene.Hub.SettledAsync(TestContext.Current.CancellationToken);
        var expired = scene.Hub.ChangedAsync(scene.Id, TestContext.Current.CancellationToken);
        await scene.PassAsync(view.EndedAt!.Value + Orchestrator.Saga.Ending.Afterglow);
        await expired.WaitAsync(HubScene.Patience, TestContext.Current.CancellationToken);
        await scene.Hub.SweptAsync();

        // The result stays.
        Directory.GetFiles(scene.Payloads, "*", SearchOption.AllDirectories).Select(Path.GetFileName).ShouldBe([view.FinalHash.ToString()]);
    }
}
