namespace EventCollab.Contracts;

/// <summary>Why a contribution does not count. The sender is told, the operator can see it.</summary>
public enum RefusalReason
{
    Duplicate = 0,
    Conflict = 1,
    Late = 2,
    WrongRound = 3,
    NotARecipient = 4,
    UnknownCollaboration = 5,
    UnknownOrganization = 6,
    WrongShape = 7,
    NonFinite = 8,
    Oversized = 9,
    HashMismatch = 10,
    UnknownCodec = 11,
    PayloadMissing = 12,
    Malformed = 13,
}
