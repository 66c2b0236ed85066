namespace EventCollab.Learning;

/// <summary>How far local training has come.</summary>
/// <param name="Epoch">The pass that is under way or, with Batch = Batches, just done; from 1.</param>
/// <param name="Epochs">Passes in all.</param>
/// <param name="Batch">Steps of this pass that are done.</param>
/// <param name="Batches">Steps of one pass.</param>
/// <param name="Loss">Mean over the rows of this pass so far.</param>
public sealed record TrainingProgress(int Epoch, int Epochs, int Batch, int Batches, double Loss)
{
    /// <summary>The part of the whole training that is done, 0 to 1.</summary>
    public double Done => Math.Clamp((Epoch - 1 + (Batches > 0 ? (double)Batch / Batches : 0)) / Math.Max(1, Epochs), 0, 1);

    /// <summary>What is left if it goes on as it did.</summary>
    /// <param name="elapsed">What it took so far.</param>
    public TimeSpan Left(TimeSpan elapsed) => Done > 0 ? elapsed * ((1 - Done) / Done) : TimeSpan.Zero;
}
