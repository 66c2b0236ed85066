using EventCollab.Contracts;

namespace EventCollab.Cli.Input;

/// <summary>Reads a collaboration's id.</summary>
internal static class CollaborationIds
{
    /// <exception cref="CliException">The text is none.</exception>
    public static CollaborationId Parse(string text) => CollaborationId.TryParse(text, out var id)
        ? id
        : throw new CliException($"'{text}' is not a collaboration's id; it has 32 hexadecimal digits, as 'eventcollab submit' prints them.");
}
