using System.Data.Common;
using EventCollab.Contracts;

namespace EventCollab.Messaging.Persistence;

/// <summary>One transaction: the owner's rows, the inbox, the outbox and timers commit together or not at all. Not for concurrent use.</summary>
public sealed class UnitOfWork : IAsyncDisposable
{
    public DbConnection Connection { get; init; } = null!;

    public DbTransaction Transaction { get; init; } = null!;

    /// <summary>
    /// Notes that an endpoint handles this message now. False where it has done so before: then nothing must be done.
    /// Endpoints with a transaction filter have this done for them.
    /// </summary>
    public bool Receive(string endpoint, Guid messageId) => throw new NotImplementedException();

    /// <summary>Sends after the commit. Inline bytes are left out of the row: the payload must be in the payload store.</summary>
    /// <param name="attachments">Further payloads to send in parts before the message.</param>
    public void Send<T>(string destination, T message, Guid messageId, params IReadOnlyList<PayloadDescriptor> attachments)
        where T : class, ICollaborationMessage => throw new NotImplementedException();

    /// <summary>Sends a message when the time has come, also after a restart; replaces the timer of the same id.</summary>
    public void SetTimer<T>(Guid id, DateTimeOffset due, string destination, T message)
        where T : class, ICollaborationMessage => throw new NotImplementedException();

    public void CancelTimer(Guid id) => throw new NotImplementedException();

    /// <summary>Called after the commit, in the order given; not when it is rolled back. Must be short and must not throw.</summary>
    public void OnCommitted(Action action) => throw new NotImplementedException();

    /// <exception cref="StoreException">The disk is full or cannot be written.</exception>
    public Task CommitAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
