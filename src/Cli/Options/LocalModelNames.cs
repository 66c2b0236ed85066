using System.CommandLine;
using EventCollab.Learning.Data;
using EventCollab.Learning.Models;

namespace EventCollab.Cli.Options;

/// <summary>Names of local models on the command line: in any case, with commas between where several may be given.</summary>
internal static class LocalModelNames
{
    private static readonly string[] Names = [.. Enum.GetValues<LocalModelKind>().Select(LocalLearners.NameOf)];

    public static string All => string.Join(", ", Names);

    /// <summary>Refuses what is no model's name and says which ones are near.</summary>
    public static Option<T> OnlyModels<T>(this Option<T> option)
    {
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && Split(result.Tokens[0].Value).FirstOrDefault(name => Find(name) is null) is { } unknown)
            {
                result.AddError($"{option.Name}: there is no model '{unknown}'{NearestName.Hint(unknown, Names)}; there are {All}.");
            }
        });
        return option;
    }

    /// <returns>The names as the method's options have them; null for null.</returns>
    public static IReadOnlyList<string>? Read(string? text) => text is null ? null : [.. Split(text).Select(name => Find(name) ?? name)];

    /// <returns>The model of that name; null for null.</returns>
    public static LocalModelKind? Kind(string? name) =>
        name is null ? null : Enum.GetValues<LocalModelKind>().First(kind => string.Equals(LocalLearners.NameOf(kind), name, StringComparison.OrdinalIgnoreCase));

    private static string? Find(string text) => Names.FirstOrDefault(name => string.Equals(name, text, StringComparison.OrdinalIgnoreCase));

    private static string[] Split(string text) => text.Split(',', StringSplitOptions.TrimEntries);
}
