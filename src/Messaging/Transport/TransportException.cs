namespace EventCollab.Messaging.Transport;

/// <summary>The broker cannot be used. The message is one line for people: what happened, where, what to do.</summary>
public sealed class TransportException(string message, Exception? innerException = null) : Exception(message, innerException);
