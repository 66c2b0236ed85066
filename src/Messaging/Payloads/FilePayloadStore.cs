using EventCollab.Contracts;
using EventCollab.Contracts.Messages;
using EventCollab.Messaging.Persistence;

namespace EventCollab.Messaging.Payloads;

/// <summary>
/// Payloads as files named by their hash. A name from the wire never becomes a path: only the digits of a hash do.
/// Files appear under their name when they are whole and verified, never before.
/// </summary>
public sealed class FilePayloadStore : IPayloadStore, IDisposable
{
    private const string TemporarySuffix = ".tmp";
    private readonly string _folder;
    private readonly bool _durable;
    private readonly PayloadLimits _limits;
    private readonly PayloadWaiters _waiters = new();
    private readonly PartsInbox _parts;

    /// <param name="folder">Made where it is not there.</param>
    /// <param name="durable">True where a payload must outlive the power: written through to the disk before it counts.</param>
    /// <param name="limits">What is taken from others at most.</param>
    /// <param name="time">Says which unfinished payloads are too old to keep.</param>
    /// <exception cref="StoreException">The folder cannot be made or written.</exception>
    public FilePayloadStore(string folder, bool durable, PayloadLimits? limits = null, TimeProvider? time = null)
    {
        _folder = Path.GetFullPath(folder);
        _durable = durable;
        _limits = limits ?? new PayloadLimits();
        _parts = new PartsInbox(_folder, durable, _limits);
        Guarded(() =>
        {
            Directory.CreateDirectory(_folder);
            foreach (var leftover in Directory.EnumerateFiles(_folder, "*" + TemporarySuffix))
            {
                File.Delete(leftover);
            }

            _parts.Expire((time ?? TimeProvider.System).GetUtcNow() - _limits.MaxUnfinishedAge);
        });
    }

    public ValueTask PutAsync(ContentHash hash, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (bytes.Length > _limits.MaxPayloadBytes)
        {
            throw new PayloadException($"Payload {hash} has {bytes.Length} bytes; at most {_limits.MaxPayloadBytes} are taken.");
        }

        if (ContentHash.Of(bytes.Span) != hash)
        {
            throw new PayloadException($"The bytes that came as payload {hash} have another hash.");
        }

        if (!Contains(hash))
        {
            Guarded(() => Write(hash, bytes.Span));
        }

        _waiters.Announce(hash);
        return ValueTask.CompletedTask;
    }

    public ValueTask AddPartAsync(PayloadPart part, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!Contains(part.Hash) && Guarded(() => _parts.Add(part, PathOf(part.Hash))))
        {
            SynchronizeFolder();
            _waiters.Announce(part.Hash);
        }

        return ValueTask.CompletedTask;
    }

    public bool Contains(ContentHash hash) => File.Exists(PathOf(hash));

    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(ContentHash hash, CancellationToken cancellationToken)
    {
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            return ReadIfSmall(PathOf(hash)) ?? await File.ReadAllBytesAsync(PathOf(hash), cancellationToken);
        }
        catch (FileNotFoundException missing)
        {
            throw Missing(hash, missing);
        }
    }

    public Stream OpenRead(ContentHash hash)
    {
        try
        {
            // Readers bring buffers of their own; a second one would only copy.
            return new FileStream(PathOf(hash), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
        }
        catch (FileNotFoundException missing)
        {
            throw Missing(hash, missing);
        }
    }

    public Task WaitForAsync(ContentHash hash, CancellationToken cancellationToken) =>
        Contains(hash) ? Task.CompletedTask : _waiters.WaitAsync(hash, Contains, cancellationToken);

    public ValueTask DeleteAsync(ContentHash hash, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Guarded(() =>
        {
            File.Delete(PathOf(hash));
            _parts.Discard(hash);
        });
        return ValueTask.CompletedTask;
    }

    public void Dispose() => _parts.Dispose();

    /// <summary>On this thread: a small file is read sooner than another thread is woken to read it.</summary>
    private static byte[]? ReadIfSmall(string path) =>
        new FileInfo(path).Length <= Payload.MaxInlineBytes ? File.ReadAllBytes(path) : null;

    private void Write(ContentHash hash, ReadOnlySpan<byte> bytes)
    {
        // A name of its own for each writer: the same payload may come twice at the same time.
        var temporary = Path.Combine(_folder, $"{hash}-{Guid.NewGuid():N}{TemporarySuffix}");
        try
        {
            using (var file = File.OpenHandle(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                RandomAccess.Write(file, bytes, 0);
                if (_durable)
                {
                    RandomAccess.FlushToDisk(file);
                }
            }

            File.Move(temporary, PathOf(hash), overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }

        SynchronizeFolder();
    }

    private void SynchronizeFolder()
    {
        if (_durable)
        {
            FolderSync.Flush(_folder);
        }
    }

    private string PathOf(ContentHash hash) => Path.Combine(_folder, hash.ToString());

    private void Guarded(Action work) => Guarded(() =>
    {
        work();
        return true;
    });

    private T Guarded<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw StoreException.From(failure, _folder);
        }
    }

    private static PayloadException Missing(ContentHash hash, Exception cause) => new($"Payload {hash} is not in the store.", cause);
}
