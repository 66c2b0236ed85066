namespace EventCollab.Learning;

/// <summary>How far one organization's local training of a round has come, in a plain loop.</summary>
public sealed record OrganizationProgress(string Organization, int Round, int Rounds, TrainingProgress Training);
