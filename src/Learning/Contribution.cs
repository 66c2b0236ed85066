namespace EventCollab.Learning;

/// <summary>An accepted reply to a task. <paramref name="Round"/> is that of the task, smaller than the open one where it was carried over.</summary>
public sealed record Contribution(string Organization, int Round, TensorSet Tensors);
