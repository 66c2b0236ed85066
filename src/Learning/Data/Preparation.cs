namespace EventCollab.Learning.Data;

/// <summary>How raw values become features, as learnt from training rows: one entry per column of a table, or per channel of images.</summary>
public sealed record Preparation(IReadOnlyList<ValuePreparation> Values);
