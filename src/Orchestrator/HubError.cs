namespace EventCollab.Orchestrator;

/// <summary>What kind of thing went wrong when the hub was asked.</summary>
public enum HubError
{
    /// <summary>The request itself is wrong.</summary>
    Invalid = 0,

    /// <summary>There is no such collaboration.</summary>
    NotFound = 1,

    /// <summary>It is there already, or over.</summary>
    Conflict = 2,

    /// <summary>The token is missing or wrong.</summary>
    Forbidden = 3,

    /// <summary>The hub cannot be reached or does not answer.</summary>
    Unreachable = 4,
}
