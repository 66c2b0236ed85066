namespace EventCollab.Messaging.Persistence;

/// <summary>What an endpoint does with a message that it has handled before.</summary>
public enum Copies
{
    /// <summary>Nothing: the inbox knows the message's id.</summary>
    Ignored = 0,

    /// <summary>
    /// They are handled again and the inbox is not asked. For handlers that recognise by their own rows what they have
    /// done and only answer again: the queues of an embedded bus end with the process, and whoever lost the answer asks
    /// again with the same id.
    /// </summary>
    Answered = 1,
}
