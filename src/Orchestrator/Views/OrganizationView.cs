using EventCollab.Contracts;

namespace EventCollab.Orchestrator.Views;

/// <summary>One organization in a collaboration.</summary>
public sealed record OrganizationView
{
    public required OrganizationId Id { get; init; }

    /// <summary>Invited, Joined, Declined or Withdrew.</summary>
    public required string Standing { get; init; }

    /// <summary>Why it declined or withdrew.</summary>
    public required string Reason { get; init; }

    public bool Joined => Standing == nameof(Rules.Standing.Joined);

    /// <summary>Weight in the last combined step.</summary>
    public required double Weight { get; init; }

    /// <summary>Sum of its scores so far.</summary>
    public required double Score { get; init; }

    /// <summary>Its share of all progress so far.</summary>
    public required double Share { get; init; }

    /// <summary>Payload bytes sent to it, in bytes.</summary>
    public required long BytesIn { get; init; }

    /// <summary>Payload bytes that it sent and that counted, in bytes.</summary>
    public required long BytesOut { get; init; }

    /// <summary>Late contributions, refused or carried over.</summary>
    public required int Late { get; init; }

    /// <summary>Refused contributions, late ones included, copies not.</summary>
    public required int Refused { get; init; }
}
