namespace EventCollab.Learning;

/// <summary>How far local training has come.</summary>
/// <param name="Epoch">The pass that is under way or, with Batch = Batches, just done; from 1.</param>
/// <param name="Epochs">Passes in all.</param>
/// <param name="Batch">Steps of this pass that are done.</param>
/// <param name="Batches">Steps of one pass.</param>
/// <param name="Loss">Mean over the rows of this pass so far.</param>
public sealed record TrainingProgress(int Epoch, int Epochs, int Batch, int Batches, double Loss);
