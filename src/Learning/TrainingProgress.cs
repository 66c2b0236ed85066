namespace EventCollab.Learning;

/// <summary>How far local training has come.</summary>
public sealed record TrainingProgress(int Epoch, int Epochs, double Loss);
