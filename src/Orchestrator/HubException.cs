namespace EventCollab.Orchestrator;

/// <summary>The hub cannot do what it is asked. The message is one line for a person.</summary>
public sealed class HubException(HubError error, string message, Exception? innerException = null) : Exception(message, innerException)
{
    public HubError Error => error;
}
