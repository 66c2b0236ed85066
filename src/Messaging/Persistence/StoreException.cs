namespace EventCollab.Messaging.Persistence;

/// <summary>
/// A store cannot be opened or written: disk full, folder read-only, file of another program. The message is one line
/// that says which and what to do.
/// </summary>
public sealed class StoreException(string message, Exception? innerException = null) : Exception(message, innerException)
{
    private const int NoSpaceLeft = 28;

    /// <summary>Says what an operation on files ran into.</summary>
    internal static StoreException From(Exception failure, string path) => failure switch
    {
        UnauthorizedAccessException => new($"'{path}' cannot be written: give this user write permission or choose another folder.", failure),
        IOException { HResult: NoSpaceLeft } => new($"The disk of '{path}' is full: free some space and start again.", failure),
        _ => new($"'{path}' cannot be written: {failure.Message}", failure),
    };
}
