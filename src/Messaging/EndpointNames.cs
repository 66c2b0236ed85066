using EventCollab.Contracts;

namespace EventCollab.Messaging;

/// <summary>
/// The names of all queues. A prefix scopes them to one run, so that two runs on one broker never meet.
/// </summary>
/// <param name="Prefix">Put before every name as it is; empty for the standing installation.</param>
public sealed record EndpointNames(string Prefix = "")
{
    private const string PartsSuffix = "-parts";

    /// <summary>Events for the saga.</summary>
    public string Hub => Prefix + "hub";

    /// <summary>Contributions and plans on their way to the saga: verified, stored and committed in batches.</summary>
    public string HubIntake => Prefix + "hub-intake";

    /// <summary>Work of coordinators that sit in the hub.</summary>
    public string HubCoordinator => Prefix + "hub-coordinator";

    public string Rewards => Prefix + "rewards";

    /// <summary>The one queue that an organization's agent reads.</summary>
    public string Organization(OrganizationId organization) => $"{Prefix}org-{organization.Value}";

    /// <summary>The queue of payload parts that stands beside an endpoint.</summary>
    public static string Parts(string endpoint) => endpoint + PartsSuffix;
}
