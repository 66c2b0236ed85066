namespace EventCollab.Learning.Data.Partitions;

/// <summary>What one organization holds of a data set.</summary>
/// <param name="Rows">Its training and evaluation rows.</param>
/// <param name="Block">Its columns.</param>
/// <param name="Targets">True where it knows the targets of its rows.</param>
public sealed record Holding(TrainTestSplit Rows, ColumnBlock Block, bool Targets);
