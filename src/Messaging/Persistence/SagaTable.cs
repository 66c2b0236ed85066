using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Dapper;
using MassTransit;
using MassTransit.Saga;

namespace EventCollab.Messaging.Persistence;

/// <summary>Sagas of one kind as rows: id, version, state for queries, and the instance as JSON.</summary>
/// <param name="kind">Name of the kind; never changes.</param>
/// <param name="json">How an instance is written; see <see cref="ContractJson"/> for ids and hashes.</param>
/// <param name="stateOf">The state that queries see.</param>
public sealed class SagaTable<T>(string kind, JsonTypeInfo<T> json, Func<T, string> stateOf)
    where T : class, SagaStateMachineInstance, ISagaVersion
{
    /// <summary>The repository for <c>endpoint.StateMachineSaga(machine, repository)</c> on an endpoint with a transaction.</summary>
    public ISagaRepository<T> CreateRepository() => new SagaRepository<T>(new SqlSagaContextFactory<T>(this), null!, null!);

    /// <summary>The instance as committed, or null where there is none.</summary>
    public async Task<T?> FindAsync(DbConnection connection, Guid id, CancellationToken cancellationToken) =>
        Read(await connection.QuerySingleOrDefaultAsync<string>(
            new CommandDefinition("select body from saga where kind = @kind and id = @id", new { kind, id }, cancellationToken: cancellationToken)));

    /// <summary>All instances, in the order of their ids.</summary>
    public async Task<IReadOnlyList<T>> ListAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        var bodies = await connection.QueryAsync<string>(
            new CommandDefinition("select body from saga where kind = @kind order by id", new { kind }, cancellationToken: cancellationToken));
        return [.. bodies.Select(body => Read(body)!)];
    }

    internal T? Load(UnitOfWork work, Guid id) => Read(work.Connection.QuerySingleOrDefault<string>(
        "select body from saga where kind = @kind and id = @id", new { kind, id }, work.Transaction));

    /// <summary>False where an instance of this id is there already.</summary>
    internal bool Insert(UnitOfWork work, T instance) => work.Connection.Execute(
        "insert into saga(kind, id, version, state, body) values (@kind, @id, @version, @state, @body) on conflict do nothing",
        new { kind, id = instance.CorrelationId, version = instance.Version, state = stateOf(instance), body = JsonSerializer.Serialize(instance, json) },
        work.Transaction) == 1;

    /// <exception cref="ConcurrencyException">The row was changed since it was loaded.</exception>
    internal void Update(UnitOfWork work, T instance)
    {
        var old = instance.Version++;
        var changed = work.Connection.Execute(
            "update saga set version = @version, state = @state, body = @body where kind = @kind and id = @id and version = @old",
            new { kind, id = instance.CorrelationId, version = instance.Version, old, state = stateOf(instance), body = JsonSerializer.Serialize(instance, json) },
            work.Transaction);
        if (changed != 1)
        {
            throw Conflict(instance.CorrelationId);
        }
    }

    internal void Delete(UnitOfWork work, T instance) => work.Connection.Execute(
        "delete from saga where kind = @kind and id = @id", new { kind, id = instance.CorrelationId }, work.Transaction);

    internal static ConcurrencyException Conflict(Guid id) => new("Another handler has changed the saga", typeof(T), id);

    private T? Read(string? body) => body is null ? null : JsonSerializer.Deserialize(body, json);
}
