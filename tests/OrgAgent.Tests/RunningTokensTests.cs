using EventCollab.Contracts;

namespace EventCollab.OrgAgent.Tests;

public sealed class RunningTokensTests
{
    private static readonly CollaborationId Collaboration = CollaborationId.New();

    [Fact]
    public async Task An_end_that_comes_twice_cancels_once_and_touches_nothing_that_is_disposed()
    {
        var tokens = new RunningTokens(CancellationToken.None);
        var token = tokens.Of(Collaboration);

        var first = await tokens.EndAsync(Collaboration);
        first!.Dispose();

        token.IsCancellationRequested.ShouldBeTrue();
        (await tokens.EndAsync(Collaboration)).ShouldBeNull();
    }

    [Fact]
    public void A_stopping_agent_cancels_every_collaboration()
    {
        using var stopping = new CancellationTokenSource();
        var token = new RunningTokens(stopping.Token).Of(Collaboration);

        stopping.Cancel();

        token.IsCancellationRequested.ShouldBeTrue();
    }
}
