using EventCollab.Contracts;
using EventCollab.Orchestrator.Rules;

namespace EventCollab.Orchestrator.Tests.Rules;

public sealed class BarrierTests
{
    private readonly StepsScene _scene = new();

    [Fact]
    public void A_step_is_complete_when_everyone_who_was_asked_contributed()
    {
        _scene.Open(1, quorum: 3);
        _scene.Send("a", 1);
        _scene.Send("b", 1);
        _scene.Ask().ShouldBe(Verdict.Wait);
        _scene.Send("c", 1);
        _scene.Ask().ShouldBe(Verdict.Complete);
    }

    [Fact]
    public void Withdrawal_of_the_last_outstanding_organization_closes_the_step_at_once()
    {
        _scene.Open(1, quorum: 3);
        _scene.Send("a", 1);
        _scene.Send("b", 1);
        _scene.Members.Withdraw(StepsScene.Org("c"), "budget");
        _scene.Ask().ShouldBe(Verdict.Complete);
        _scene.Steps.Close().Missing.Select(o => o.Value).ShouldBe(["c"]);
    }

    [Fact]
    public void At_the_deadline_a_quorum_closes_the_step_without_the_organization_that_never_answers()
    {
        _scene.Open(1, quorum: 2, deadline: StepsScene.Minute);
        _scene.Send("a", 1);
        _scene.Send("b", 1);
        _scene.Ask(minutes: 0.999).ShouldBe(Verdict.Wait);
        _scene.Ask(minutes: 1).ShouldBe(Verdict.Complete);
        _scene.Steps.Close().Missing.Select(o => o.Value).ShouldBe(["c"]);
    }

    [Fact]
    public void A_contribution_after_the_deadline_completes_a_quorum_at_once()
    {
        _scene.Open(1, quorum: 2, deadline: StepsScene.Minute);
        _scene.Send("a", 1);
        _scene.Ask(minutes: 1).ShouldBe(Verdict.Extended);
        _scene.Send("b", 1);

        // Moved by twice the deadline: 1 + 2 minutes.
        _scene.Ask(minutes: 2.9).ShouldBe(Verdict.Wait);
        _scene.Ask(minutes: 3).ShouldBe(Verdict.Complete);
    }

    [Fact]
    public void Without_a_quorum_the_deadline_doubles_three_times_and_then_the_step_fails_naming_who_is_missing()
    {
        var step = _scene.Open(1, quorum: 2, deadline: StepsScene.Minute);
        _scene.Send("a", 1);

        // 1, then +2, +4, +8 minutes: 15 deadlines in all.
        foreach (var due in new[] { 1, 3, 7 })
        {
            step.Deadline.ShouldBe(StepsScene.Start + (due * StepsScene.Minute));
            _scene.Ask(due).ShouldBe(Verdict.Extended);
        }

        step.Deadline.ShouldBe(StepsScene.Start + (15 * StepsScene.Minute));
        _scene.Ask(15).ShouldBe(Verdict.Failed);
        step.Describe(_scene.Members).ShouldBe("round 1 step 0: 1 of 3 contributed, quorum 2, no contribution from b, c");
    }

    [Fact]
    public void A_required_organization_is_waited_for_even_with_a_quorum()
    {
        var step = _scene.Open(1, quorum: 2, deadline: StepsScene.Minute, required: ["a"]);
        _scene.Send("b", 1);
        _scene.Send("c", 1);
        _scene.Ask(minutes: 1).ShouldBe(Verdict.Extended);
        step.Describe(_scene.Members).ShouldContain("(required: a)");
        _scene.Send("a", 1);
        _scene.Ask(minutes: 1).ShouldBe(Verdict.Complete);
    }

    [Fact]
    public void Withdrawal_of_a_required_organization_fails_the_step()
    {
        _scene.Open(1, required: ["a"]);
        _scene.Members.Withdraw(StepsScene.Org("a"), "");
        _scene.Ask().ShouldBe(Verdict.Failed);
    }

    [Fact]
    public void A_quorum_that_withdrawals_made_unreachable_is_what_can_still_be_reached()
    {
        var scene = new StepsScene(null, "a", "b", "c", "d");
        scene.Open(1, quorum: 3, deadline: StepsScene.Minute);
        scene.Send("a", 1);
        scene.Members.Withdraw(StepsScene.Org("c"), "");
        scene.Members.Withdraw(StepsScene.Org("d"), "");
        scene.Ask(minutes: 1).ShouldBe(Verdict.Extended);
        scene.Send("b", 1);
        scene.Ask(minutes: 1).ShouldBe(Verdict.Complete);
    }

    [Fact]
    public void A_step_that_everyone_left_without_a_contribution_fails()
    {
        _scene.Open(1);
        foreach (var name in new[] { "a", "b", "c" })
        {
            _scene.Members.Withdraw(StepsScene.Org(name), "");
        }

        _scene.Ask().ShouldBe(Verdict.Failed);
    }

    [Fact]
    public void Without_a_deadline_a_step_waits_for_everyone()
    {
        _scene.Open(1, quorum: 1);
        _scene.Send("a", 1);
        _scene.Ask(minutes: 1e6).ShouldBe(Verdict.Wait);
    }

    [Fact]
    public void A_carried_over_contribution_counts_for_the_quorum_and_not_as_an_answer_to_the_open_task()
    {
        _scene.Open(1, Lateness.CarryOver);
        _scene.Send("a", 1);
        _scene.Steps.Close();
        _scene.Open(2, Lateness.CarryOver, quorum: 3, deadline: StepsScene.Minute);
        _scene.Send("a", 2);
        _scene.Send("b", 2);
        _scene.Send("c", 1);
        _scene.Ask().ShouldBe(Verdict.Wait);
        _scene.Ask(minutes: 1).ShouldBe(Verdict.Complete);
    }

    [Fact]
    public void A_buffer_has_no_barrier_and_closes_as_soon_as_enough_arrived_of_whatever_round()
    {
        _scene.Open(1, Lateness.Buffer, quorum: 2);
        _scene.Send("a", 1);
        _scene.Ask().ShouldBe(Verdict.Wait);
        _scene.Send("b", 1);
        _scene.Ask().ShouldBe(Verdict.Complete);
        _scene.Steps.Close();
        _scene.Send("c", 1);
        _scene.Open(2, Lateness.Buffer, quorum: 2);
        _scene.Ask().ShouldBe(Verdict.Wait);
        _scene.Send("a", 2);
        _scene.Ask().ShouldBe(Verdict.Complete);
    }
}
