namespace EventCollab.OrgAgent;

/// <summary>Where an organization stands in a collaboration, as its own agent knows it.</summary>
public enum Membership
{
    Invited = 0,
    Joined = 1,
    Declined = 2,
    Withdrawn = 3,
    Ended = 4,
}
