namespace EventCollab.TorchBench;

/// <summary>A worker's first answer: it is ready.</summary>
/// <param name="Version">Its libtorch.</param>
internal sealed record Started(string Version);
