namespace EventCollab.Learning.Compression.Memory;

/// <summary>What of a memory is no array.</summary>
/// <param name="Round">Of the last message.</param>
/// <param name="Sequence">Messages so far.</param>
/// <param name="IsUnsettled">The last one is neither acknowledged nor rejected.</param>
internal readonly record struct MemoryState(int Round, uint Sequence, bool IsUnsettled);
