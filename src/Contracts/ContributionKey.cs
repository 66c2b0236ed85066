namespace EventCollab.Contracts;

/// <summary>Identity of a contribution, and of the task it answers: used in every key and every derived message id.</summary>
public readonly record struct ContributionKey(CollaborationId Collaboration, int Round, int Step, OrganizationId Organization)
{
    public StepKey StepKey => new(Collaboration, Round, Step);

    /// <summary>The id of a message of this <paramref name="kind"/> about this contribution; the same whenever it is computed.</summary>
    public Guid MessageId(string kind) => DerivedId.From(Collaboration, Round, Step, Organization.Value, kind);
}
