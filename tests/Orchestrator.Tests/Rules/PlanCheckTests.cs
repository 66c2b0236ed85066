using EventCollab.Contracts;
using EventCollab.Orchestrator.Rules;

namespace EventCollab.Orchestrator.Tests.Rules;

public sealed class PlanCheckTests
{
    private readonly Membership _members = new StepsScene().Members;

    private static RoundPlan Good { get; } = new() { Recipients = [Org("a"), Org("b")], Quorum = 2, MaxContributionBytes = 1 };

    [Fact]
    public void A_plan_for_members_with_a_quorum_among_them_can_be_opened() => PlanCheck.Plan(Good, _members).ShouldBeNull();

    [Fact]
    public void A_plan_may_name_one_that_withdrew_while_it_was_made()
    {
        _members.Withdraw(Org("b"), "");
        PlanCheck.Plan(Good, _members).ShouldBeNull();
    }

    [Fact]
    public void A_plan_that_could_never_close_is_not_opened()
    {
        RoundPlan[] bad =
        [
            Good with { Recipients = [] },
            Good with { Recipients = [Org("a"), Org("a")] },
            Good with { Recipients = [Org("a"), Org("stranger")] },
            Good with { Required = [Org("c")] },
            Good with { Quorum = 0 },
            Good with { Quorum = 3 },
            Good with { Deadline = TimeSpan.Zero },
            Good with { Deadline = TimeSpan.FromDays(366) },
            Good with { MaxContributionBytes = 0 },
        ];
        bad.ShouldAllBe(plan => PlanCheck.Plan(plan, _members) != null);
    }

    [Fact]
    public void Only_a_higher_step_of_the_round_or_step_0_of_the_next_round_follows()
    {
        PlanCheck.Next(1, 0, 2, 0, rounds: 2).ShouldBeNull();
        PlanCheck.Next(1, 0, 1, 1, rounds: 2).ShouldBeNull();
        PlanCheck.Next(1, 3, 1, 3, rounds: 2).ShouldNotBeNull();
        PlanCheck.Next(1, 0, 3, 0, rounds: 9).ShouldNotBeNull();
        PlanCheck.Next(1, 0, 2, 1, rounds: 2).ShouldNotBeNull();
        PlanCheck.Next(2, 0, 3, 0, rounds: 2).ShouldNotBeNull();
        PlanCheck.Next(2, 0, 1, 0, rounds: 2).ShouldNotBeNull();
    }

    private static OrganizationId Org(string name) => new(name);
}
