using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EventCollab.Cli.Tests.Downloads;

/// <summary>A little file server on loopback, which can cut its answers, ignore ranges and forget files.</summary>
internal sealed class LoopbackFiles : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Dictionary<string, byte[]> _files = [];
    private readonly Task _serving;

    public LoopbackFiles()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/files/");

    /// <summary>Bytes after which answers are cut, as many answers as there are numbers.</summary>
    public Queue<int> Cuts { get; } = [];

    public bool Ranges { get; init; } = true;

    /// <summary>The ranges that were asked for; empty for whole files.</summary>
    public List<string> Asked { get; } = [];

    public void Add(string name, byte[] content) => _files[$"/files/{name}"] = content;

    public void Dispose()
    {
        _listener.Stop();
        _serving.Wait(TimeSpan.FromSeconds(10));
        _listener.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await AnswerAsync(client.GetStream());
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException or IOException)
        {
            // The listener was stopped.
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, leaveOpen: true);
        var path = (await reader.ReadLineAsync())?.Split(' ')[1] ?? string.Empty;
        var range = string.Empty;
        while (await reader.ReadLineAsync() is { Length: > 0 } line)
        {
            range = line.StartsWith("Range: ", StringComparison.OrdinalIgnoreCase) ? line[7..] : range;
        }

        Asked.Add(range);
        if (!_files.TryGetValue(path, out var content))
        {
            await stream.WriteAsync("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray());
            return;
        }

        var from = Ranges && range.Length > 0 ? int.Parse(range["bytes=".Length..^1], CultureInfo.InvariantCulture) : 0;
        if (from >= content.Length)
        {
            await stream.WriteAsync("HTTP/1.1 416 Range Not Satisfiable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray());
            return;
        }

        var head = from > 0 ? $"206 Partial Content\r\nContent-Range: bytes {from}-{content.Length - 1}/{content.Length}" : "200 OK";
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {head}\r\nContent-Length: {content.Length - from}\r\nConnection: close\r\n\r\n"));
        var most = Cuts.Count > 0 ? Cuts.Dequeue() : int.MaxValue;
        await stream.WriteAsync(content.AsMemory(from, Math.Min(most, content.Length - from)));
    }
}
