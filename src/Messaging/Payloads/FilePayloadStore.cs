using EventCollab.Contracts;
using EventCollab.Contracts.Messages;

namespace EventCollab.Messaging.Payloads;

/// <summary>Payloads as files named by their hash.</summary>
/// <param name="folder">Made where it is not there.</param>
/// <param name="durable">True where a payload must outlive the power: written through to the disk before it counts.</param>
public sealed class FilePayloadStore(string folder, bool durable) : IPayloadStore
{
    public string Folder => folder;

    public bool Durable => durable;

    public ValueTask PutAsync(ContentHash hash, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => throw new NotImplementedException();

    public ValueTask AddPartAsync(PayloadPart part, CancellationToken cancellationToken) => throw new NotImplementedException();

    public bool Contains(ContentHash hash) => throw new NotImplementedException();

    public ValueTask<ReadOnlyMemory<byte>> ReadAsync(ContentHash hash, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Stream OpenRead(ContentHash hash) => throw new NotImplementedException();

    public Task WaitForAsync(ContentHash hash, CancellationToken cancellationToken) => throw new NotImplementedException();

    public ValueTask DeleteAsync(ContentHash hash, CancellationToken cancellationToken) => throw new NotImplementedException();
}
