using System.IO.Compression;
using System.Security.Cryptography;
using EventCollab.Cli.Downloads;
using EventCollab.Learning.Data;

namespace EventCollab.Cli.Tests.Downloads;

public sealed class DataDownloadTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("downloads").FullName;
    private readonly HttpClient _client = new();
    private readonly byte[] _content = [.. Enumerable.Range(0, 200_000).Select(i => (byte)(i * 7 % 253))];

    private string Destination => Path.Combine(_root, "set", "f.gz");

    public void Dispose()
    {
        _client.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    [Fact]
    public async Task A_file_gets_its_name_when_its_hash_is_right()
    {
        using var server = new LoopbackFiles();
        var (file, archive) = Make();
        server.Add("f.gz", archive);

        await FetchAsync(server, file);

        (await File.ReadAllBytesAsync(Destination, Token)).ShouldBe(archive);
        Directory.GetFiles(Path.GetDirectoryName(Destination)!).ShouldBe([Destination]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_cut_connection_is_taken_up_again_where_it_was_cut(bool ranges)
    {
        using var server = new LoopbackFiles { Ranges = ranges };
        var (file, archive) = Make();
        server.Add("f.gz", archive);
        server.Cuts.Enqueue(1000);
        server.Cuts.Enqueue(500);

        await FetchAsync(server, file);

        (await File.ReadAllBytesAsync(Destination, Token)).ShouldBe(archive);
        server.Asked.ShouldBe(ranges ? ["", "bytes=1000-", "bytes=1500-"] : ["", "bytes=1000-", "bytes=500-"]);
    }

    [Fact]
    public async Task What_came_before_a_connection_failed_for_good_is_kept_for_the_next_time()
    {
        using var server = new LoopbackFiles();
        var (file, archive) = Make();
        server.Add("f.gz", archive);
        for (var i = 0; i < 4; i++)
        {
            server.Cuts.Enqueue(100);
        }

        (await Should.ThrowAsync<CliException>(() => FetchAsync(server, file))).Message.ShouldContain("try again (what has come is kept)");
        File.Exists(Destination).ShouldBeFalse();
        new FileInfo($"{Destination}.part").Length.ShouldBe(400);

        await FetchAsync(server, file);

        (await File.ReadAllBytesAsync(Destination, Token)).ShouldBe(archive);
        server.Asked[^1].ShouldBe("bytes=400-");
    }

    [Fact]
    public async Task Another_content_is_thrown_away()
    {
        using var server = new LoopbackFiles();
        var (file, archive) = Make();
        archive[archive.Length / 2] ^= 1;
        server.Add("f.gz", archive);

        (await Should.ThrowAsync<CliException>(() => FetchAsync(server, file))).Message.ShouldContain("the file is not f.gz of the catalogue");

        Directory.GetFiles(Path.GetDirectoryName(Destination)!).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_same_content_in_another_compression_is_taken()
    {
        using var server = new LoopbackFiles();
        var (file, _) = Make();
        server.Add("f.gz", Gzip(_content, CompressionLevel.NoCompression));

        await FetchAsync(server, file);

        FileCheck.Fault(Destination, file).ShouldBeNull();
    }

    [Fact]
    public async Task A_server_that_sends_without_end_is_stopped()
    {
        using var server = new LoopbackFiles();
        server.Add("f.gz", new byte[2_000_000]);

        (await Should.ThrowAsync<CliException>(() => FetchAsync(server, Make().File))).Message.ShouldContain("bytes come; f.gz has");

        new FileInfo($"{Destination}.part").Length.ShouldBeLessThan(400_000);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_one_line_with_the_answer()
    {
        using var server = new LoopbackFiles();

        (await Should.ThrowAsync<CliException>(() => FetchAsync(server, Make().File))).Message
            .ShouldBe($"{server.Address}f.gz: the server answers 404 (NotFound); try again, or give another place with --from URL.");
        server.Asked.Count.ShouldBe(1);
        Directory.GetFileSystemEntries(_root).ShouldBeEmpty();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static byte[] Gzip(byte[] content, CompressionLevel level)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, level))
        {
            gzip.Write(content);
        }

        return stream.ToArray();
    }

    private (CatalogueFile File, byte[] Archive) Make()
    {
        var archive = Gzip(_content, CompressionLevel.Optimal);
        return (
            new CatalogueFile("set/f.gz", Convert.ToHexStringLower(SHA256.HashData(archive)), archive.Length)
            {
                ContentSha256 = Convert.ToHexStringLower(SHA256.HashData(_content)),
                ContentLength = _content.Length,
            },
            archive);
    }

    private Task FetchAsync(LoopbackFiles server, CatalogueFile file) =>
        new DataDownload(_client).FetchAsync(new Uri(server.Address, "f.gz"), Destination, file, new Progress<long>(), Token);
}
