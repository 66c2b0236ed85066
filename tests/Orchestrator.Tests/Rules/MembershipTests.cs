using EventCollab.Contracts;
using EventCollab.Orchestrator.Rules;

namespace EventCollab.Orchestrator.Tests.Rules;

public sealed class MembershipTests
{
    private static readonly DateTimeOffset Deadline = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Before = Deadline - TimeSpan.FromSeconds(1);
    private readonly Membership _members = Invite(minimum: 2, sponsor: "a");

    [Fact]
    public void Recruiting_waits_until_everyone_answered_or_the_deadline_comes()
    {
        _members.Join(Org("a"));
        _members.Join(Org("b"));
        _members.Evaluate(Before).ShouldBe(Verdict.Wait);
        _members.Evaluate(Deadline).ShouldBe(Verdict.Complete);
        _members.Decline(Org("c"), "no data");
        _members.Evaluate(Before).ShouldBe(Verdict.Complete);
        _members.Joined.ShouldBe([Org("a"), Org("b")]);
    }

    [Fact]
    public void Too_few_at_the_deadline_fail_the_collaboration_naming_who_is_silent()
    {
        _members.Join(Org("a"));
        _members.Evaluate(Deadline).ShouldBe(Verdict.Failed);
        _members.Describe().ShouldBe("1 of 2 needed organizations take part; no answer from b, c");
    }

    [Fact]
    public void Without_the_sponsor_nothing_begins()
    {
        _members.Join(Org("b"));
        _members.Join(Org("c"));
        _members.Evaluate(Before).ShouldBe(Verdict.Wait);
        _members.Evaluate(Deadline).ShouldBe(Verdict.Failed);
    }

    [Fact]
    public void Recruiting_fails_as_soon_as_it_cannot_succeed_any_more()
    {
        var sponsorDeclines = Invite(minimum: 1, sponsor: "a");
        sponsorDeclines.Decline(Org("a"), "no time.");
        sponsorDeclines.Evaluate(Before).ShouldBe(Verdict.Failed);
        sponsorDeclines.Describe().ShouldEndWith("a (the sponsor) declined: no time");

        var tooMany = Invite(minimum: 3, sponsor: null);
        tooMany.Decline(Org("c"), "");
        tooMany.Evaluate(Before).ShouldBe(Verdict.Failed);
    }

    [Fact]
    public void Answers_of_strangers_and_second_answers_change_nothing()
    {
        _members.Join(Org("stranger")).ShouldBeFalse();
        _members.Join(Org("a")).ShouldBeTrue();
        _members.Join(Org("a")).ShouldBeFalse();
        _members.Decline(Org("a"), "too late to decline").ShouldBeFalse();
        _members.Joined.ShouldBe([Org("a")]);
    }

    [Fact]
    public void A_running_collaboration_goes_on_until_its_sponsor_or_everyone_left()
    {
        foreach (var name in new[] { "a", "b", "c" })
        {
            _members.Join(Org(name));
        }

        _members.Withdraw(Org("b"), "");
        _members.Withdraw(Org("c"), "");
        _members.CanGoOn.ShouldBeTrue();
        _members.Withdraw(Org("a"), "");
        _members.CanGoOn.ShouldBeFalse();
    }

    private static OrganizationId Org(string name) => new(name);

    private static Membership Invite(int minimum, string? sponsor) => Membership.Invite(
        new Terms
        {
            Method = "m",
            Options = "{}",
            Seed = 0,
            Rounds = 1,
            Organizations = [Org("a"), Org("b"), Org("c")],
            Sponsor = sponsor is null ? null : Org(sponsor),
        },
        minimum,
        Deadline);
}
