using EventCollab.Contracts;
using EventCollab.Contracts.Messages;

namespace EventCollab.Rewards.Tests;

/// <summary>Requests of one collaboration of the organizations a, b and never, which never contributes.</summary>
internal static class Some
{
    public static readonly CollaborationId Collaboration = new(new Guid("00112233-4455-6677-8899-aabbccddeeff"));

    public static ScoreRound Request(int round, double before, double after, params (string Organization, double Weight)[] weights) => new()
    {
        Collaboration = Collaboration,
        Round = round,
        Step = 0,
        Method = "gal",
        Organizations = [new("a"), new("b"), new("never")],
        Report = new RoundReport
        {
            LossBefore = before,
            Loss = after,
            Weights = [.. weights.Select(weight => new OrganizationWeight { Organization = new(weight.Organization), Value = weight.Weight })],
        },
    };
}
