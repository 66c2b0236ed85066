namespace EventCollab.Learning.Compression;

/// <summary>What became of an EF21 message at the receiver.</summary>
public enum MirrorResult
{
    /// <summary>The copy is the sender's again.</summary>
    Applied = 0,

    /// <summary>It had been applied before; nothing changed.</summary>
    Duplicate = 1,

    /// <summary>A message before it is missing; nothing changed. The sender has to send its whole copy.</summary>
    Gap = 2,
}
