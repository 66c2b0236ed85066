namespace EventCollab.Learning;

/// <summary>A method cannot go on: options, data or contributions do not fit. The message is one line that says what to do.</summary>
public sealed class MethodException(string message, Exception? inner = null) : Exception(message, inner);
