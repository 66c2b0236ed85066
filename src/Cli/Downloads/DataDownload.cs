using System.Net;
using System.Net.Http.Headers;
using EventCollab.Learning.Data;

namespace EventCollab.Cli.Downloads;

/// <summary>
/// Fetches a file of the catalogue: into a part beside its final name, continued there after a cut connection and at the next
/// start, and given its name only when its hash is right.
/// </summary>
internal sealed class DataDownload(HttpClient client)
{
    private const int Attempts = 4;

    // Nothing of the catalogue compresses to more than it was.
    private const long Slack = 1 << 16;

    /// <param name="address">Where the file is.</param>
    /// <param name="path">Its final name.</param>
    /// <param name="file">What is known of it.</param>
    /// <param name="progress">Gets the bytes that are there.</param>
    /// <param name="cancellationToken">Leaves the part for another time.</param>
    /// <exception cref="CliException">The server refuses, the connection is cut again and again, or the content is another.</exception>
    public async Task FetchAsync(Uri address, string path, CatalogueFile file, IProgress<long> progress, CancellationToken cancellationToken)
    {
        var part = $"{path}.part";
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await ContinueAsync(address, part, file, progress, cancellationToken);
                break;
            }
            catch (Exception error) when (error is HttpRequestException { StatusCode: null } or IOException && attempt < Attempts)
            {
                // The next attempt goes on where this one ended.
            }
            catch (Exception error) when (error is HttpRequestException or IOException)
            {
                throw new CliException($"{address}: {Reason(error)}; try again{(Started(part) ? " (what has come is kept)" : string.Empty)}, or give another place with --from URL.", error);
            }
        }

        if (FileCheck.Fault(part, file) is { } fault)
        {
            File.Delete(part);
            throw new CliException($"{address}: the file is not {file.Name} of the catalogue: {fault}; it was thrown away, so give another place with --from URL.");
        }

        File.Move(part, path, overwrite: true);
    }

    private async Task ContinueAsync(Uri address, string part, CatalogueFile file, IProgress<long> progress, CancellationToken cancellationToken)
    {
        var have = File.Exists(part) ? new FileInfo(part).Length : 0;
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Range = have > 0 ? new RangeHeaderValue(have, null) : null;
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (have > 0 && response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            // All of it is there already, or it is something else; the hash will tell.
            return;
        }

        response.EnsureSuccessStatusCode();
        var continued = response.StatusCode == HttpStatusCode.PartialContent && response.Content.Headers.ContentRange?.From == have;
        var most = Math.Max(file.Length, file.ContentLength) + Slack;
        Directory.CreateDirectory(Path.GetDirectoryName(part)!);
        await using var target = new FileStream(part, continued ? FileMode.Append : FileMode.Create, FileAccess.Write);
        await using var source = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[1 << 16];
        while (await source.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            progress.Report(target.Length);
            if (target.Length > most)
            {
                throw new CliException($"{address}: more than {most} bytes come; {file.Name} has {file.Length}, so give another place with --from URL.");
            }
        }
    }

    private static bool Started(string part) => new FileInfo(part) is { Exists: true, Length: > 0 };

    private static string Reason(Exception error) => error is HttpRequestException { StatusCode: { } status }
        ? $"the server answers {(int)status} ({status})"
        : $"the connection fails: {error.Message.ReplaceLineEndings(" ")}";
}
