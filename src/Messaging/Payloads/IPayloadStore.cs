using EventCollab.Contracts;
using EventCollab.Contracts.Messages;

namespace EventCollab.Messaging.Payloads;

/// <summary>Payloads by their hash. What is in the store is whole and was verified when it came.</summary>
public interface IPayloadStore
{
    /// <summary>Stores a whole payload; nothing happens where it is there already.</summary>
    /// <exception cref="PayloadException">The bytes have another hash, or are too many.</exception>
    ValueTask PutAsync(ContentHash hash, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

    /// <summary>Stores one part; the payload is there once all its parts are, in any order and any number of times.</summary>
    /// <exception cref="PayloadException">The part cannot belong to such a payload, or the parts do not give its hash.</exception>
    ValueTask AddPartAsync(PayloadPart part, CancellationToken cancellationToken);

    bool Contains(ContentHash hash);

    /// <exception cref="PayloadException">It is not there.</exception>
    ValueTask<ReadOnlyMemory<byte>> ReadAsync(ContentHash hash, CancellationToken cancellationToken);

    /// <summary>For payloads that should not lie in memory whole.</summary>
    /// <exception cref="PayloadException">It is not there.</exception>
    Stream OpenRead(ContentHash hash);

    /// <summary>Completes when the payload is there. Give it a deadline: nothing says that it will come.</summary>
    Task WaitForAsync(ContentHash hash, CancellationToken cancellationToken);

    /// <summary>Forgets a payload and its parts; nothing happens where it is not there.</summary>
    ValueTask DeleteAsync(ContentHash hash, CancellationToken cancellationToken);
}
