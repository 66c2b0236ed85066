using System.Text.Json;

namespace EventCollab.EndToEnd.Processes;

/// <summary>What an operator does with a running hub.</summary>
public sealed class OperatorTests(ConsortiumFixture fixture)
{
    [Fact]
    public async Task A_collaboration_is_paused_resumed_cancelled_and_shown()
    {
        var consortium = await fixture.RunningAsync();
        var id = await consortium.SubmitAsync(1000, "--local-model", "linear", "--epochs", "400");

        await consortium.WaitForAsync(id, view => view.Round >= 2);
        (await EventCollabProgram.RunAsync(["pause", $"{id}", .. consortium.AtHub])).ShouldSucceed();
        var paused = await consortium.WaitForAsync(id, view => view.State == "Paused");
        (await EventCollabProgram.RunAsync(["resume", $"{id}", .. consortium.AtHub])).ShouldSucceed();
        await consortium.WaitForAsync(id, view => view.Round > paused.Round);
        (await EventCollabProgram.RunAsync(["cancel", $"{id}", "--reason", "enough for today", .. consortium.AtHub])).ShouldSucceed();
        var end = await consortium.WaitForEndAsync(id);

        end.State.ShouldBe("Cancelled");
        end.Reason.ShouldContain("enough for today");
        var status = (await EventCollabProgram.RunAsync(["status", $"{id}", "--json", .. consortium.AtHub])).ShouldSucceed();
        JsonDocument.Parse(status.Output).RootElement.GetProperty("state").GetString().ShouldBe("Cancelled");
        (await EventCollabProgram.RunAsync(["pause", $"{id}", .. consortium.AtHub])).ShouldFailWithOneLine("over");
        (await EventCollabProgram.RunAsync(["status", $"{Guid.NewGuid():N}", .. consortium.AtHub])).ShouldFailWithOneLine("no collaboration");
        (await EventCollabProgram.RunAsync("status", "--hub", consortium.HubAddress, "--token-file", "/dev/null")).ShouldFailWithOneLine("token");
    }
}
