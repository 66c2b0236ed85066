namespace EventCollab.Contracts;

/// <summary>Every message belongs to one collaboration.</summary>
public interface ICollaborationMessage
{
    CollaborationId Collaboration { get; }
}
