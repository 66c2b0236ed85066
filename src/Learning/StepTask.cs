namespace EventCollab.Learning;

/// <summary>What a step asks of one organization.</summary>
public sealed record StepTask(int Round, int Step, TensorSet Broadcast);
