namespace EventCollab.Contracts;

/// <summary>Identity of one step: rounds count from 1, methods without steps use step 0.</summary>
public readonly record struct StepKey(CollaborationId Collaboration, int Round, int Step)
{
    public ContributionKey Of(OrganizationId organization) => new(Collaboration, Round, Step, organization);

    /// <summary>The id of a message of this <paramref name="kind"/> that belongs to the step itself; the same whenever it is computed.</summary>
    public Guid MessageId(string kind) => DerivedId.From(Collaboration, Round, Step, string.Empty, kind);
}
