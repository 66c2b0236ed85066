using System.Xml.Linq;

namespace EventCollab.Architecture.Tests;

/// <summary>The rooms of the house and what each may use: the one place that says so, and says it strictly.</summary>
internal static class Rooms
{
    public static readonly string Root = FindRoot(AppContext.BaseDirectory);

    public static readonly string Source = Path.Combine(Root, "src");

    /// <summary>The composition root: it may use every room and is not loaded here, being an executable.</summary>
    public const string Cli = "Cli";

    public static readonly IReadOnlyDictionary<string, string[]> MayUse = new SortedDictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["Contracts"] = [],
        ["Torch"] = [],
        ["Learning"] = ["Torch"],
        ["Messaging"] = ["Contracts"],
        ["Hosting"] = ["Contracts", "Learning", "Messaging"],
        ["Orchestrator"] = ["Contracts", "Hosting", "Learning", "Messaging"],
        ["OrgAgent"] = ["Contracts", "Hosting", "Learning", "Messaging"],
        ["Rewards"] = ["Contracts", "Hosting", "Learning", "Messaging"],
        [Cli] = ["Contracts", "Hosting", "Learning", "Messaging", "OrgAgent", "Orchestrator", "Rewards", "Torch"],
    };

    public static IEnumerable<string> ProjectReferences(string room) =>
        Items(room, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')));

    public static IEnumerable<string> PackageReferences(string room) => Items(room, "PackageReference");

    /// <summary>C# files below a folder of the repository, build output left out.</summary>
    public static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path))
            .Where(path => !path.Split('/').Intersect(["obj", "bin"]).Any())
            .Order(StringComparer.Ordinal);

    public static string[] Lines(string path) => File.ReadAllLines(Path.Combine(Root, path));

    private static IEnumerable<string> Items(string room, string kind) =>
        XDocument.Load(Path.Combine(Source, room, $"{room}.csproj")).Descendants(kind).Select(item => item.Attribute("Include")!.Value);

    private static string FindRoot(string directory) => File.Exists(Path.Combine(directory, "EventCollab.sln"))
        ? directory
        : FindRoot(Path.GetDirectoryName(directory) ?? throw new InvalidOperationException("The tests run outside the repository."));
}
