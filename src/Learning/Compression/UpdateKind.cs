namespace EventCollab.Learning.Compression;

/// <summary>What a message stands for; same numbers as on the wire.</summary>
public enum UpdateKind
{
    /// <summary>The update itself.</summary>
    Update = 0,

    /// <summary>EF21: what has to be added to the receiver's copy.</summary>
    Difference = 1,

    /// <summary>EF21: the sender's whole copy, after a message was lost.</summary>
    Copy = 2,
}
