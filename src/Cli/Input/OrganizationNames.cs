using EventCollab.Contracts;

namespace EventCollab.Cli.Input;

/// <summary>Names of organizations that a command makes up: org-1 .. org-8, org-01 .. org-16. The first is the sponsor.</summary>
internal static class OrganizationNames
{
    /// <summary>Padded to equal width, so that their order as text is their order as numbers.</summary>
    public static IReadOnlyList<OrganizationId> Create(int count)
    {
        var width = count.ToString().Length;
        return [.. Enumerable.Range(1, count).Select(number => new OrganizationId($"org-{number.ToString($"D{width}")}"))];
    }
}
