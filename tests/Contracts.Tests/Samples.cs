using EventCollab.Contracts.Messages;

namespace EventCollab.Contracts.Tests;

/// <summary>One fixed example of every message, with every field set: what the golden files hold.</summary>
internal static class Samples
{
    public static readonly CollaborationId Collaboration = new(Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"));
    public static readonly OrganizationId Alpha = new("alpha");
    public static readonly OrganizationId Beta = new("beta-2");

    public static readonly Terms Terms = new()
    {
        Method = "gal",
        Options = """{"rounds":10,"note":"é"}""",
        Seed = -7,
        Rounds = 10,
        Organizations = [Alpha, Beta],
        Sponsor = Alpha,
    };

    public static readonly TensorDescriptor Tensor = new() { Name = "residual", Type = ElementType.Float32, Shape = [2, 300] };

    public static readonly PayloadDescriptor Descriptor = new()
    {
        Hash = ContentHash.Of("abc"u8),
        Length = 2400,
        Codec = PayloadDescriptor.RawCodec,
        Tensors = [Tensor],
    };

    public static readonly Payload Payload = new() { Descriptor = Descriptor, Inline = new byte[] { 1, 2, 3, 250 } };

    public static readonly RoundPlan Plan = new()
    {
        Recipients = [Alpha, Beta],
        Quorum = 2,
        Required = [Alpha],
        Deadline = TimeSpan.FromSeconds(90),
        Lateness = Lateness.CarryOver,
        Expected = [Tensor],
        MaxContributionBytes = 1L << 32,
        ScoresGateNextStep = true,
    };

    public static readonly RoundReport Report = new()
    {
        LossBefore = 1.5,
        Loss = 0.25,
        MetricName = "mad",
        Metric = 53.75,
        Rate = -0.5,
        Weights = [new() { Organization = Alpha, Value = 0.75 }, new() { Organization = Beta, Value = 0.25 }],
        Degraded = true,
    };

    private static readonly CollectedContribution Collected = new()
    {
        Collaboration = Collaboration,
        Round = 1,
        Step = 0,
        Organization = Beta,
        Payload = Descriptor,
        Broadcast = ContentHash.Of(""u8),
        Refused = RefusalReason.WrongShape,
        Detail = "expected 300 rows, found 299",
    };

    public static IReadOnlyList<ICollaborationMessage> All { get; } =
    [
        new CancelCollaboration { Collaboration = Collaboration, Reason = "wrong data" },
        new CollaborationEnded { Collaboration = Collaboration, State = "Completed", Reason = "done", FinalHash = ContentHash.Of("abc"u8) },
        new CollaborationSubmitted
        {
            Collaboration = Collaboration, Terms = Terms, RecruitingDeadline = TimeSpan.FromMinutes(1), MinimumOrganizations = 2,
        },
        new CombineRound
        {
            Collaboration = Collaboration, Round = 128, Step = 1, Terms = Terms, State = Descriptor,
            Accepted = [new() { Organization = Alpha, Payload = Descriptor, Round = 127, Step = 3 }],
            Missing = [Beta],
        },
        new ContributionReceived
        {
            Collaboration = Collaboration, Round = 1, Step = 0, Organization = Beta, Payload = Payload, Broadcast = ContentHash.Of("abc"u8),
        },
        new ContributionRefused
        {
            Collaboration = Collaboration, Round = 1, Step = 0, Organization = Beta,
            Reason = RefusalReason.Malformed, Detail = "not a number",
        },
        new ContributionsCollected { Collaboration = Collaboration, Contributions = [Collected] },
        new ContributionsScored { Collaboration = Collaboration, Round = 1, Step = 0, Scores = Report.Weights, Shares = Report.Weights },
        new CoordinationFailed { Collaboration = Collaboration, Round = 70000, Step = 0, Reason = "the residual is not finite" },
        new DeadlineReached { Collaboration = Collaboration, Round = 1, Step = 0, Recruiting = true },
        new OrganizationDeclined { Collaboration = Collaboration, Organization = Beta, Reason = "no such data" },
        new OrganizationInvited { Collaboration = Collaboration, Terms = Terms },
        new OrganizationJoined { Collaboration = Collaboration, Organization = Beta },
        new OrganizationWithdrew { Collaboration = Collaboration, Organization = Beta, Reason = "maintenance" },
        new PauseCollaboration { Collaboration = Collaboration },
        new PayloadPart { Collaboration = Collaboration, Hash = ContentHash.Of("abc"u8), Length = 3, Index = 0, Bytes = "abc"u8.ToArray() },
        new PlanRound { Collaboration = Collaboration, Round = 2, Step = 0, Terms = Terms, Members = [Alpha, Beta], State = Descriptor },
        new ReissueStep { Collaboration = Collaboration },
        new ResumeCollaboration { Collaboration = Collaboration },
        new RewardIssued { Collaboration = Collaboration, Round = 1, Step = 0, Organization = Beta, Score = 0.125, Share = 1 },
        new RoundCombined
        {
            Collaboration = Collaboration, Round = 1, Step = 0, Outcome = RoundOutcome.Converged, NextRound = 2, NextStep = 0,
            State = Descriptor, Report = Report,
        },
        new RoundOpened { Collaboration = Collaboration, Round = 1, Step = 0, Organization = Beta, Payload = Payload, Expected = [Tensor] },
        new RoundPlanned { Collaboration = Collaboration, Round = 1, Step = 0, Plan = Plan, Payload = Payload, State = Descriptor },
        new ScoreRound
        {
            Collaboration = Collaboration, Round = 1, Step = 0, Method = "gal", Organizations = [Alpha, Beta], Report = Report,
        },
    ];

    /// <summary>A task of the size that most rounds have: one float32 tensor of 10 000 bytes.</summary>
    public static RoundOpened TenKilobyteTask()
    {
        var bytes = new byte[10_000];
        new Random(1).NextBytes(bytes);
        var descriptor = Descriptor with { Hash = ContentHash.Of(bytes), Length = bytes.Length };
        return new RoundOpened
        {
            Collaboration = Collaboration,
            Round = 17,
            Step = 0,
            Organization = Beta,
            Payload = new Payload { Descriptor = descriptor, Inline = bytes },
            Expected = [Tensor],
        };
    }
}
