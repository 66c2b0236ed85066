using EventCollab.Learning.Data;

namespace EventCollab.Cli.Commands;

/// <summary>Names of the catalogue as they are typed.</summary>
internal static class DataNames
{
    /// <exception cref="CliException">There is no such data set.</exception>
    public static CatalogueEntry Entry(string name)
    {
        var names = Catalogue.Entries.Select(entry => entry.Name).ToList();
        return Catalogue.Find(name) ?? throw new CliException($"'{name}' is no data set of the catalogue{NearestName.Hint(name, names)}; there are {string.Join(", ", names)}.");
    }
}
