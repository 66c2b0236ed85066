namespace EventCollab.Learning.Models;

/// <summary>The loss |residual - fit|^q that an organization fits by, and, at the sponsor, that the weights are solved by.</summary>
public enum LocalLoss
{
    L1,
    L1_5,
    L2,
    L4,
}
