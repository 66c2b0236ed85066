using EventCollab.Contracts;
using EventCollab.Learning;
using EventCollab.Messaging.Payloads;

namespace EventCollab.Hosting;

/// <summary>Coordinators' states in the payload store, with the last one kept in memory: a step mostly begins where the one before ended.</summary>
internal sealed class StateCache(IPayloadStore payloads)
{
    private const long MaxCachedBytes = 64L * 1024 * 1024;

    private Cached? _last;

    /// <exception cref="PayloadException">The state is not there, or its bytes are no longer those of its hash.</exception>
    public TensorSet Read(PayloadDescriptor descriptor, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _last) is { } last && last.Hash == descriptor.Hash)
        {
            return last.State;
        }

        if (!payloads.Contains(descriptor.Hash))
        {
            throw new PayloadException($"The coordinator's state {descriptor.Hash} is not in its payload store.");
        }

        // A state is read from disk only after a restart. A flipped bit in it would become everybody's result.
        var bytes = payloads.ReadAsync(descriptor.Hash, cancellationToken).AsTask().GetAwaiter().GetResult();
        if (ContentHash.Of(bytes.Span) != descriptor.Hash)
        {
            throw new PayloadException($"The coordinator's state {descriptor.Hash} is damaged on disk.");
        }

        var state = TensorPayload.Decode(descriptor, bytes);
        Keep(descriptor, state);
        return state;
    }

    public (PayloadDescriptor Descriptor, TensorSet State) Write(TensorSet state, CancellationToken cancellationToken)
    {
        var (descriptor, bytes) = TensorPayload.Encode(state);
        payloads.PutAsync(descriptor.Hash, bytes, cancellationToken).AsTask().GetAwaiter().GetResult();
        Keep(descriptor, state);
        return (descriptor, state);
    }

    private void Keep(PayloadDescriptor descriptor, TensorSet state)
    {
        if (descriptor.Length <= MaxCachedBytes)
        {
            Volatile.Write(ref _last, new Cached(descriptor.Hash, state));
        }
    }

    private sealed record Cached(ContentHash Hash, TensorSet State);
}
