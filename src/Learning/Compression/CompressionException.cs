namespace EventCollab.Learning.Compression;

/// <summary>
/// An expression, a vector or a message that compression cannot take. The message is one line that names what is wrong; whatever the
/// bytes were, this is the only exception that decoding them throws, and nothing was decoded or added.
/// </summary>
public sealed class CompressionException(string message, Exception? inner = null) : Exception(message, inner);
