namespace EventCollab.Hosting;

/// <summary>Payload bytes are not what their descriptor says. The message is one line for a person.</summary>
public sealed class PayloadException(string message, Exception? inner = null) : Exception(message, inner);
