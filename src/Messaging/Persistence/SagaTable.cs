using System.Data.Common;
using System.Text.Json.Serialization.Metadata;
using MassTransit;

namespace EventCollab.Messaging.Persistence;

/// <summary>Sagas of one kind as rows: id, version, state for queries, and the instance as JSON.</summary>
/// <param name="kind">Name of the kind; never changes.</param>
/// <param name="json">How an instance is written; see <see cref="ContractJson"/> for ids and hashes.</param>
/// <param name="stateOf">The state that queries see.</param>
public sealed class SagaTable<T>(string kind, JsonTypeInfo<T> json, Func<T, string> stateOf)
    where T : class, SagaStateMachineInstance, ISagaVersion
{
    public string Kind => kind;

    internal JsonTypeInfo<T> Json => json;

    internal Func<T, string> StateOf => stateOf;

    /// <summary>The repository for <c>endpoint.StateMachineSaga(machine, repository)</c> on an endpoint with a transaction.</summary>
    public ISagaRepository<T> CreateRepository() => throw new NotImplementedException();

    public Task<T?> FindAsync(DbConnection connection, Guid id, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<IReadOnlyList<T>> ListAsync(DbConnection connection, CancellationToken cancellationToken) => throw new NotImplementedException();
}
