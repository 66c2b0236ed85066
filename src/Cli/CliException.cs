namespace EventCollab.Cli;

/// <summary>A command cannot go on. The message is one line that says what to do.</summary>
internal sealed class CliException(string message, Exception? inner = null) : Exception(message, inner);
