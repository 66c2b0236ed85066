using EventCollab.Contracts;

namespace EventCollab.Cli.Input;

/// <summary>Names of organizations: made up from a number (org-1 .. org-8, org-01 .. org-16) or given. The first is the sponsor.</summary>
internal static class OrganizationNames
{
    // A typing error must not invite half the world.
    private const int Most = 100_000;

    /// <summary>Padded to equal width, so that their order as text is their order as numbers.</summary>
    public static IReadOnlyList<OrganizationId> Create(int count)
    {
        var width = count.ToString().Length;
        return [.. Enumerable.Range(1, count).Select(number => new OrganizationId($"org-{number.ToString($"D{width}")}"))];
    }

    /// <param name="text">A number, or names with commas between.</param>
    /// <returns>In ascending order, and the one that was given first.</returns>
    /// <exception cref="CliException">It is neither.</exception>
    public static (IReadOnlyList<OrganizationId> Members, OrganizationId Sponsor) Parse(string text)
    {
        if (int.TryParse(text, out var count))
        {
            return count is >= 1 and <= Most
                ? (Create(count), Create(count)[0])
                : throw new CliException($"--organizations must be 1 to {Most}, not {count}.");
        }

        var names = text.Split(',', StringSplitOptions.TrimEntries);
        try
        {
            var members = names.Select(name => new OrganizationId(name)).ToList();
            return members.Distinct().Count() == members.Count
                ? ([.. members.Order()], members[0])
                : throw new CliException($"--organizations '{text}' names an organization twice.");
        }
        catch (FormatException error)
        {
            throw new CliException($"--organizations: {error.Message}", error);
        }
    }
}
