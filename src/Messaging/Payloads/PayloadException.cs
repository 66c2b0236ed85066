namespace EventCollab.Messaging.Payloads;

/// <summary>Bytes that are not what was announced, or that are not there. The message is one line and never holds payload bytes.</summary>
public sealed class PayloadException(string message, Exception? innerException = null) : Exception(message, innerException);
