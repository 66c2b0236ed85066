using System.CommandLine;
using EventCollab.Cli.Downloads;
using EventCollab.Learning.Data;

namespace EventCollab.Cli.Commands;

/// <summary><c>data get</c>: fetches a data set whose publisher offers archives with known hashes.</summary>
internal static class DataGetCommand
{
    public static Command Create(CliContext context)
    {
        var name = new Argument<string>("NAME") { Description = $"The data set: {string.Join(", ", Offered())}; with --from any other of the catalogue too." };
        var root = new Option<string?>("--data-root") { HelpName = "DIR", Description = "Where to put it. Default: the user's cache, ~/.cache/eventcollab." };
        var from = new Option<string?>("--from") { HelpName = "URL", Description = "A folder with files of the same names, instead of the publisher's." };
        var command = new ExampledCommand(
            "get",
            "Fetches a data set from its publisher and checks its hashes; goes on where an earlier attempt was cut.",
            "eventcollab data get mnist",
            "eventcollab data get fashion_mnist --from https://mirror.example/fashion/").With(name, [root, from]);
        command.SetAction((parsed, cancellation) => GetAsync(context, DataNames.Entry(parsed.GetRequiredValue(name)), parsed.GetValue(root), parsed.GetValue(from), cancellation));
        return command;
    }

    private static IEnumerable<string> Offered() => Catalogue.Entries.Where(entry => entry.Addresses.Count > 0).Select(entry => entry.Name);

    private static async Task GetAsync(CliContext context, CatalogueEntry entry, string? root, string? from, CancellationToken cancellationToken)
    {
        Uri[] places = [.. (from is null ? entry.Addresses : [from]).Select(Place)];
        if (places.Length == 0)
        {
            throw new CliException($"'{entry.Name}' has no official archive with a listed hash, so it is not fetched; --from URL takes the files that 'eventcollab data list {entry.Name}' names from a copy.");
        }

        var folder = Path.GetFullPath(root ?? Catalogue.Default(null, WithoutRoot(context), context.Folder).Roots[^1], context.Folder);
        using var client = new HttpClient { Timeout = TimeSpan.FromMinutes(30) };
        var download = new DataDownload(client);
        foreach (var file in entry.Files)
        {
            var path = Path.Combine(folder, file.Path);
            if (File.Exists(path) && FileCheck.Fault(path, file) is null)
            {
                await context.Output.WriteLineAsync($"{path}: already there");
                continue;
            }

            await FetchAsync(context, download, places, path, file, cancellationToken);
            await context.Output.WriteLineAsync($"{path}: {new FileInfo(path).Length} bytes, hash checked");
        }
    }

    /// <summary>Only the cache is written to, so that the other folders need not be there.</summary>
    private static Func<string, string?> WithoutRoot(CliContext context) => name => name == "EVENTCOLLAB_DATA" ? null : context.Environment(name);

    /// <summary>The first place that has the file.</summary>
    private static async Task FetchAsync(CliContext context, DataDownload download, Uri[] places, string path, CatalogueFile file, CancellationToken cancellationToken)
    {
        var progress = new DownloadProgress(context, file);
        foreach (var (index, place) in places.Index())
        {
            try
            {
                await download.FetchAsync(new Uri(place, file.Name), path, file, progress, cancellationToken);
                progress.End();
                return;
            }
            catch (CliException error) when (index < places.Length - 1)
            {
                progress.End();
                await context.Error.WriteLineAsync($"eventcollab: {error.Message}");
            }
        }
    }

    private static Uri Place(string address) =>
        Uri.TryCreate(address.EndsWith('/') ? address : $"{address}/", UriKind.Absolute, out var uri) && (uri.Scheme is "http" or "https")
            ? uri
            : throw new CliException($"--from '{address}' is no address; write for example https://mirror.example/mnist/.");
}
