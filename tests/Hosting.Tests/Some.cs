using EventCollab.Contracts;

namespace EventCollab.Hosting.Tests;

/// <summary>Values that tests need and that do not matter to them.</summary>
internal static class Some
{
    // One list for all: records compare lists by reference.
    public static readonly IReadOnlyList<OrganizationId> Members = [new("bank"), new("clinic")];

    private static readonly Terms OneTerms = new() { Method = "sum", Options = "{}", Seed = 7, Rounds = 3, Organizations = Members };

    public static Terms Terms() => OneTerms;
}
