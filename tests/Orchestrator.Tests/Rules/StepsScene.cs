using EventCollab.Contracts;
using EventCollab.Orchestrator.Rules;

namespace EventCollab.Orchestrator.Tests.Rules;

/// <summary>Three organizations a, b, c that joined, and steps to play on.</summary>
internal sealed class StepsScene
{
    public static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    public static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly CollaborationId Collaboration = new(new Guid("11111111-2222-3333-4444-555555555555"));

    public StepsScene(OrganizationId? sponsor = null, params string[] names)
    {
        var organizations = (names.Length > 0 ? names : ["a", "b", "c"]).Select(n => new OrganizationId(n)).ToList();
        var terms = new Terms { Method = "m", Options = "{}", Seed = 0, Rounds = 9, Organizations = organizations, Sponsor = sponsor };
        Members = Membership.Invite(terms, organizations.Count, Start);
        organizations.ForEach(o => Members.Join(o));
    }

    public Membership Members { get; }

    public Steps Steps { get; } = new();

    public static OrganizationId Org(string name) => new(name);

    public static ContentHash Hash(string content) => ContentHash.Of(System.Text.Encoding.UTF8.GetBytes(content));

    public OpenStep Open(int round, Lateness lateness = Lateness.Drop, int quorum = 2, TimeSpan? deadline = null, string[]? required = null, string[]? recipients = null)
    {
        var step = new OpenStep
        {
            Round = round,
            Step = 0,
            Plan = new RoundPlan
            {
                Recipients = [.. (recipients ?? [.. Members.Joined.Select(o => o.Value)]).Select(Org)],
                Quorum = quorum,
                Required = [.. (required ?? []).Select(Org)],
                Deadline = deadline,
                Lateness = lateness,
                MaxContributionBytes = 100,
            },
            Broadcast = Descriptor($"broadcast {round}"),
            OpenedAt = Start,
            Deadline = Start + deadline,
        };
        Steps.Begin(step);
        return step;
    }

    public Judgement Send(string organization, int round, string content = "fit", int step = 0, string? broadcast = null, RefusalReason? refused = null) =>
        Steps.Judge(
            new CollectedContribution
            {
                Collaboration = Collaboration,
                Round = round,
                Step = step,
                Organization = Org(organization),
                Payload = Descriptor($"{organization} {content}"),
                Broadcast = Hash(broadcast ?? $"broadcast {round}"),
                Refused = refused,
                Detail = refused is null ? "" : "the intake said so",
            },
            Members);

    public Verdict Ask(double minutes = 0) => Steps.Open!.Evaluate(Start + (minutes * Minute), Members);

    private static PayloadDescriptor Descriptor(string content) => new() { Hash = Hash(content), Length = 4, Codec = "raw", Tensors = [] };
}
