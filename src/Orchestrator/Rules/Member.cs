using EventCollab.Contracts;

namespace EventCollab.Orchestrator.Rules;

/// <summary>One organization in a collaboration: where it stands and what was counted for it.</summary>
internal sealed class Member
{
    public required OrganizationId Organization { get; init; }

    public Standing Standing { get; set; }

    public string Reason { get; set; } = string.Empty;

    /// <summary>Payload bytes that were sent to it.</summary>
    public long BytesIn { get; set; }

    /// <summary>Payload bytes that it sent and that counted.</summary>
    public long BytesOut { get; set; }

    public int Late { get; set; }

    /// <summary>Refused contributions, late ones included, copies not.</summary>
    public int Refused { get; set; }

    /// <summary>Its weight in the last combined step.</summary>
    public double Weight { get; set; }

    /// <summary>Sum of its scores.</summary>
    public double Score { get; set; }

    public double Share { get; set; }
}
