using EventCollab.Contracts;
using EventCollab.Learning;

namespace EventCollab.Hosting;

/// <summary>Between the words of the wire and the words of a method; neither room knows the other's.</summary>
public static class SetupMapping
{
    /// <exception cref="MethodException">The terms are no collaboration: no rounds, nobody invited, out of order, or a sponsor who is not invited.</exception>
    public static CollaborationSetup ToSetup(this Terms terms)
    {
        if (terms.Rounds < 1)
        {
            throw new MethodException($"A collaboration needs at least one round, not {terms.Rounds}.");
        }

        if (terms.Organizations.Count == 0)
        {
            throw new MethodException("A collaboration needs at least one organization.");
        }

        // Every sum runs in this order: an unsorted list would give other bits at whoever sorts it.
        if (terms.Organizations.Zip(terms.Organizations.Skip(1)).Any(pair => pair.First >= pair.Second))
        {
            throw new MethodException("The organizations of a collaboration must be in ascending order, each named once.");
        }

        if (terms.Sponsor is { } sponsor && !terms.Organizations.Contains(sponsor))
        {
            throw new MethodException($"The sponsor {sponsor} is not among the organizations.");
        }

        return new CollaborationSetup
        {
            Method = terms.Method,
            Options = terms.Options,
            Seed = terms.Seed,
            Rounds = terms.Rounds,
            Organizations = Names(terms.Organizations),
            Sponsor = terms.Sponsor?.Value,
        };
    }

    /// <summary>The method that the terms name, and the terms as that method reads them, after the method checked them.</summary>
    /// <exception cref="MethodException">The method is unknown, or it refuses the terms.</exception>
    public static (IMethod Method, CollaborationSetup Setup) Resolve(this MethodRegistry methods, Terms terms)
    {
        var method = methods.Require(terms.Method);
        var setup = terms.ToSetup();
        if (method.CoordinatedBySponsor != (setup.Sponsor is not null))
        {
            throw new MethodException(method.CoordinatedBySponsor
                ? $"Method '{method.Name}' needs a sponsor."
                : $"Method '{method.Name}' is coordinated by the hub and takes no sponsor.");
        }

        method.Check(setup);
        return (method, setup);
    }

    internal static IReadOnlyList<string> Names(IReadOnlyList<OrganizationId> organizations) =>
        [.. organizations.Select(organization => organization.Value)];

    internal static IReadOnlyList<OrganizationId> Organizations(IReadOnlyList<string> names) =>
        [.. names.Select(name => new OrganizationId(name))];
}
