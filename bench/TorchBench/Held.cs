namespace EventCollab.TorchBench;

/// <summary>What a process holds at the moment.</summary>
/// <param name="Resident">Bytes in memory.</param>
/// <param name="Live">Tensors.</param>
internal sealed record Held(long Resident, long Live);
