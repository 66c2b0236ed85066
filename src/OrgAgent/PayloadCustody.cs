using EventCollab.Contracts;
using EventCollab.Contracts.Messages;
using EventCollab.Hosting.Journal;
using EventCollab.Messaging.Payloads;

namespace EventCollab.OrgAgent;

/// <summary>
/// Counts which payloads the journal still speaks of and deletes a payload when no entry names it any more. Counted by
/// hash, because two steps, or two collaborations of one seed, may name the same bytes.
/// </summary>
internal sealed class PayloadCustody(IPayloadStore store) : IDisposable
{
    // Holding and deleting take turns: otherwise a payload that arrives again is found to be there just before it is deleted.
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Dictionary<ContentHash, int> _holders = [];
    private readonly HashSet<ContentHash> _unheld = [];

    public IPayloadStore Store => store;

    public static IEnumerable<PayloadDescriptor> Named(ICollaborationMessage? message) => message switch
    {
        CombineRound combine => combine.Accepted.Select(accepted => accepted.Payload).Append(combine.State),
        PlanRound { State: { } state } => [state],
        RoundPlanned { Payload: { } broadcast } planned => [broadcast.Descriptor, planned.State],
        RoundCombined combined => [combined.State],
        IPayloadCarrier { Payload: { } payload } => [payload.Descriptor],
        _ => [],
    };

    /// <summary>The message's payloads are named once more. Bytes may be stored after this without being deleted again.</summary>
    public async Task HoldAsync(ICollaborationMessage message, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        foreach (var payload in Named(message))
        {
            _holders[payload.Hash] = _holders.GetValueOrDefault(payload.Hash) + 1;
            _unheld.Remove(payload.Hash);
        }

        _turn.Release();
    }

    /// <summary>Entries that were let go of name nothing any more. The bytes go at the next <see cref="SweepAsync"/>.</summary>
    public async Task ReleaseAsync(IEnumerable<WorkEntry> entries, CancellationToken cancellationToken)
    {
        foreach (var entry in entries)
        {
            await ReleaseAsync(entry.Task, cancellationToken);
            await ReleaseAsync(entry.Result, cancellationToken);
        }
    }

    public async Task ReleaseAsync(ICollaborationMessage? message, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        foreach (var payload in Named(message))
        {
            var holders = _holders.GetValueOrDefault(payload.Hash) - 1;
            if (holders > 0)
            {
                _holders[payload.Hash] = holders;
            }
            else
            {
                _holders.Remove(payload.Hash);
                _unheld.Add(payload.Hash);
            }
        }

        _turn.Release();
    }

    /// <summary>
    /// Takes payloads that no entry names for forgotten, before anything runs: a kill between letting go of an entry and
    /// deleting its payload leaves them behind. Give it old ones only; the message that names a young one may still come.
    /// </summary>
    public void Abandon(IEnumerable<ContentHash> payloads) => _unheld.UnionWith(payloads.Where(hash => !_holders.ContainsKey(hash)));

    /// <summary>
    /// Deletes what nothing names. Runs on the work thread, between two pieces of work: bytes that a piece of work has
    /// stored and whose answer is not yet in the journal are never deleted under it.
    /// </summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            foreach (var hash in _unheld.ToList())
            {
                await store.DeleteAsync(hash, cancellationToken);
                _unheld.Remove(hash);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}
