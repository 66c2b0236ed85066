namespace EventCollab.TorchBench;

/// <summary>What a process holds at the moment.</summary>
/// <param name="Resident">Bytes in memory.</param>
/// <param name="Live">Tensors.</param>
/// <param name="Allocated">Bytes of C# objects made since the start.</param>
/// <param name="Collections">Runs of the garbage collector.</param>
/// <param name="OnDevice">Megabytes on the GPUs, as <c>nvidia-smi</c> counts them; null where there is none.</param>
internal sealed record Held(long Resident, long Live, long Allocated, int Collections, long? OnDevice);
