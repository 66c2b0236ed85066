using EventCollab.Contracts;

namespace EventCollab.Orchestrator.Tests.Rules;

public sealed class JudgementTests
{
    private readonly StepsScene _scene = new();

    [Fact]
    public void The_first_valid_contribution_of_each_recipient_counts()
    {
        _scene.Open(1);
        _scene.Send("a", 1).IsAccepted.ShouldBeTrue();
        _scene.Send("b", 1).IsAccepted.ShouldBeTrue();
        _scene.Steps.Open!.Accepted.Select(a => a.Organization.Value).ShouldBe(["a", "b"]);
    }

    [Fact]
    public void The_same_bytes_again_are_a_duplicate_and_count_once()
    {
        _scene.Open(1);
        _scene.Send("a", 1);
        _scene.Send("a", 1).Reason.ShouldBe(RefusalReason.Duplicate);
        _scene.Steps.Open!.Accepted.Count.ShouldBe(1);
    }

    [Fact]
    public void Other_bytes_for_the_same_task_are_a_conflict_and_the_first_stay()
    {
        _scene.Open(1);
        _scene.Send("a", 1, "first");
        _scene.Send("a", 1, "second").Reason.ShouldBe(RefusalReason.Conflict);
        _scene.Steps.Open!.Accepted.Single().Payload.Hash.ShouldBe(StepsScene.Hash("a first"));
    }

    [Fact]
    public void A_refused_contribution_does_not_block_the_valid_one_that_follows()
    {
        _scene.Open(1);
        _scene.Send("a", 1, "garbage", refused: RefusalReason.NonFinite).Reason.ShouldBe(RefusalReason.NonFinite);
        _scene.Send("a", 1, "good").IsAccepted.ShouldBeTrue();
    }

    [Fact]
    public void A_contribution_to_a_round_that_is_not_open_yet_is_of_a_wrong_round()
    {
        _scene.Open(1);
        _scene.Send("a", 2).Reason.ShouldBe(RefusalReason.WrongRound);
        _scene.Send("a", 1, step: 1).Reason.ShouldBe(RefusalReason.WrongRound);
        _scene.Send("a", 0).Reason.ShouldBe(RefusalReason.WrongRound);
    }

    [Fact]
    public void A_contribution_before_anything_was_opened_is_of_a_wrong_round() =>
        _scene.Send("a", 1).Reason.ShouldBe(RefusalReason.WrongRound);

    [Fact]
    public void An_answer_to_another_broadcast_does_not_count()
    {
        _scene.Open(1);
        var judgement = _scene.Send("a", 1, broadcast: "something else");
        judgement.Reason.ShouldBe(RefusalReason.WrongRound);
        judgement.Detail.ShouldContain("broadcast");
    }

    [Fact]
    public void Who_was_not_asked_is_no_recipient_and_who_was_not_invited_is_unknown()
    {
        _scene.Open(1, recipients: ["a", "b"]);
        _scene.Send("c", 1).Reason.ShouldBe(RefusalReason.NotARecipient);
        _scene.Send("stranger", 1).Reason.ShouldBe(RefusalReason.UnknownOrganization);
    }

    [Fact]
    public void Who_withdrew_does_not_contribute_any_more()
    {
        _scene.Open(1);
        _scene.Members.Withdraw(StepsScene.Org("b"), "budget");
        _scene.Send("b", 1).Reason.ShouldBe(RefusalReason.NotARecipient);
    }

    [Fact]
    public void Under_drop_a_late_contribution_is_refused_while_another_step_is_open_and_while_none_is()
    {
        _scene.Open(1);
        _scene.Send("a", 1);
        _scene.Steps.Close();
        _scene.Send("c", 1).Reason.ShouldBe(RefusalReason.Late);
        _scene.Open(2);
        _scene.Send("c", 1).Reason.ShouldBe(RefusalReason.Late);
        _scene.Steps.Open!.Accepted.ShouldBeEmpty();
    }

    [Fact]
    public void A_copy_of_what_counted_in_a_closed_step_is_a_duplicate_and_not_late()
    {
        _scene.Open(1);
        _scene.Send("a", 1);
        _scene.Steps.Close();
        _scene.Open(2);
        _scene.Send("a", 1).Reason.ShouldBe(RefusalReason.Duplicate);
    }

    [Fact]
    public void Carried_over_a_late_contribution_counts_in_the_open_step_with_its_own_round()
    {
        _scene.Open(1, Lateness.CarryOver);
        _scene.Send("a", 1);
        _scene.Steps.Close();
        _scene.Open(2, Lateness.CarryOver);
        _scene.Send("c", 1).IsAccepted.ShouldBeTrue();
        _scene.Send("c", 2).IsAccepted.ShouldBeTrue();
        _scene.Steps.Open!.Accepted.Select(a => (a.Organization.Value, a.Round)).ShouldBe([("c", 1), ("c", 2)]);
        _scene.Send("c", 1).Reason.ShouldBe(RefusalReason.Duplicate);
        _scene.Send("c", 1, "other").Reason.ShouldBe(RefusalReason.Conflict);
    }

    [Fact]
    public void Carried_over_while_no_step_is_open_it_waits_for_the_next_and_counts_once()
    {
        _scene.Open(1, Lateness.CarryOver);
        _scene.Send("a", 1);
        _scene.Steps.Close();
        _scene.Send("c", 1).IsAccepted.ShouldBeTrue();
        _scene.Send("c", 1).Reason.ShouldBe(RefusalReason.Duplicate);
        _scene.Open(2, Lateness.CarryOver).Accepted.Single().Round.ShouldBe(1);
        _scene.Send("c", 1).Reason.ShouldBe(RefusalReason.Duplicate);
    }

    [Fact]
    public void A_contribution_older_than_the_two_remembered_steps_is_late_under_every_policy()
    {
        foreach (var round in Enumerable.Range(1, 4))
        {
            _scene.Open(round, Lateness.CarryOver);
            _scene.Send("a", round);
            if (round < 4)
            {
                _scene.Steps.Close();
            }
        }

        _scene.Send("c", 1).Reason.ShouldBe(RefusalReason.Late);
        _scene.Send("c", 2).IsAccepted.ShouldBeTrue();
    }

    [Fact]
    public void A_plan_that_takes_no_late_contributions_gives_kept_ones_back()
    {
        _scene.Open(1, Lateness.CarryOver);
        _scene.Send("a", 1);
        _scene.Steps.Close();
        _scene.Send("c", 1);
        var next = new StepsScene().Open(2);
        _scene.Steps.Begin(next).Single().Organization.Value.ShouldBe("c");
        next.Accepted.ShouldBeEmpty();
    }

    [Fact]
    public void When_the_collaboration_is_over_everything_that_comes_is_late()
    {
        _scene.Open(1, Lateness.CarryOver);
        _scene.Send("a", 1);
        _scene.Steps.End();
        _scene.Send("b", 1).Reason.ShouldBe(RefusalReason.Late);
        _scene.Send("a", 1).Reason.ShouldBe(RefusalReason.Duplicate);
    }

    [Fact]
    public void Whatever_the_order_of_arrival_a_closed_step_lists_organizations_in_ascending_order()
    {
        foreach (var order in new[] { "abc", "cba", "bca", "cab" })
        {
            var scene = new StepsScene();
            scene.Open(1);
            foreach (var name in order)
            {
                scene.Send(name.ToString(), 1);
            }

            scene.Steps.Close().Accepted.Select(a => a.Organization.Value).ShouldBe(["a", "b", "c"]);
        }
    }
}
