namespace EventCollab.Messaging.Persistence;

/// <summary>A store cannot be opened or written: disk full, folder read-only, file of another program. The message is one line that says which and what to do.</summary>
public sealed class StoreException(string message, Exception? innerException = null) : Exception(message, innerException);
