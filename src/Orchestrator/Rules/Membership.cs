using System.Text.Json.Serialization;
using EventCollab.Contracts;

namespace EventCollab.Orchestrator.Rules;

/// <summary>Who was invited, who joined, and when enough did.</summary>
internal sealed class Membership
{
    /// <summary>In ascending order of organizations.</summary>
    public required List<Member> Organizations { get; init; }

    public OrganizationId? Sponsor { get; init; }

    /// <summary>How many must have joined for the collaboration to begin.</summary>
    public required int Minimum { get; init; }

    public required DateTimeOffset Deadline { get; set; }

    /// <summary>Joined and not withdrawn, in ascending order.</summary>
    [JsonIgnore]
    public IReadOnlyList<OrganizationId> Joined => With(Standing.Joined);

    /// <summary>Invited and silent, in ascending order.</summary>
    [JsonIgnore]
    public IReadOnlyList<OrganizationId> Unanswered => With(Standing.Invited);

    public static Membership Invite(Terms terms, int minimum, DateTimeOffset deadline) => new()
    {
        Organizations = [.. terms.Organizations.Distinct().Order().Select(o => new Member { Organization = o })],
        Sponsor = terms.Sponsor,
        Minimum = Math.Clamp(minimum, 1, terms.Organizations.Count),
        Deadline = deadline,
    };

    public Member? Find(OrganizationId organization) => Organizations.Find(m => m.Organization == organization);

    public bool Withdrew(OrganizationId organization) => Find(organization)?.Standing is Standing.Withdrew;

    /// <summary>Only an invited organization joins; answers of others, and second answers, change nothing.</summary>
    public bool Join(OrganizationId organization) => Answer(organization, Standing.Joined, string.Empty);

    public bool Decline(OrganizationId organization, string reason) => Answer(organization, Standing.Declined, reason);

    public bool Withdraw(OrganizationId organization, string reason)
    {
        if (Find(organization) is not { Standing: Standing.Invited or Standing.Joined } member)
        {
            return false;
        }

        (member.Standing, member.Reason) = (Standing.Withdrew, reason);
        return true;
    }

    /// <summary>
    /// Begins when everybody answered or, at the deadline, when the minimum joined and the sponsor is among them. Fails as
    /// soon as that has become impossible.
    /// </summary>
    public Verdict Evaluate(DateTimeOffset now)
    {
        if (SponsorIsOut || Joined.Count + Unanswered.Count < Minimum)
        {
            return Verdict.Failed;
        }

        if (Unanswered.Count > 0 && now < Deadline)
        {
            return Verdict.Wait;
        }

        return Joined.Count >= Minimum && SponsorJoined ? Verdict.Complete : Verdict.Failed;
    }

    /// <summary>A running collaboration goes on while its sponsor and anybody at all is left.</summary>
    [JsonIgnore]
    public bool CanGoOn => Joined.Count > 0 && !SponsorIsOut;

    /// <summary>One line for a person: who is in, who is out and why.</summary>
    public string Describe()
    {
        var parts = new List<string> { $"{Joined.Count} of {Minimum} needed organizations take part" };
        if (Unanswered.Count > 0)
        {
            parts.Add($"no answer from {string.Join(", ", Unanswered)}");
        }

        parts.AddRange(Organizations
            .Where(m => m.Standing is Standing.Declined or Standing.Withdrew)
            .Select(m => $"{m.Organization}{(m.Organization == Sponsor ? " (the sponsor)" : "")} "
                + $"{(m.Standing is Standing.Declined ? "declined" : "withdrew")}{(m.Reason.Length > 0 ? $": {m.Reason.TrimEnd('.')}" : "")}"));
        return string.Join("; ", parts);
    }

    private bool SponsorJoined => Sponsor is not { } sponsor || Find(sponsor)?.Standing is Standing.Joined;

    private bool SponsorIsOut => Sponsor is { } sponsor && Find(sponsor)?.Standing is not (Standing.Joined or Standing.Invited);

    private List<OrganizationId> With(Standing standing) =>
        [.. Organizations.Where(m => m.Standing == standing).Select(m => m.Organization)];

    private bool Answer(OrganizationId organization, Standing standing, string reason)
    {
        if (Find(organization) is not { Standing: Standing.Invited } member)
        {
            return false;
        }

        (member.Standing, member.Reason) = (standing, reason);
        return true;
    }
}
