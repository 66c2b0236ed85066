using System.Collections.Concurrent;
using System.Text.Json;
using Dapper;
using EventCollab.Contracts;
using EventCollab.Messaging.Persistence;
using EventCollab.Orchestrator.Records;
using EventCollab.Orchestrator.Saga;

namespace EventCollab.Orchestrator.Intake;

/// <summary>The plans of opened steps. A committed plan never changes, so one read serves all contributions of a step.</summary>
internal sealed class PlanLookup(SqlStore store, SagaTable<CollaborationState> sagas)
{
    private const int MaxCached = 256;
    private readonly ConcurrentDictionary<StepKey, PlanRow> _cache = new();

    /// <returns>The plan; otherwise why a contribution to such a step is refused.</returns>
    public async Task<(PlanRow? Plan, RefusalReason Reason, string Detail)> FindAsync(StepKey key, CancellationToken cancellationToken)
    {
        if (_cache.TryGetValue(key, out var cached))
        {
            return (cached, default, string.Empty);
        }

        await using var lease = store.OpenRead();
        var connection = lease.Connection;
        var parameters = new { collaboration = HubRecords.Blob(key.Collaboration), round = key.Round, step = key.Step };
        var body = await connection.ExecuteScalarAsync<string?>(
            "select body from step_plan where collaboration = @collaboration and round = @round and step = @step", parameters);
        if (body is not null)
        {
            return (Remember(key, JsonSerializer.Deserialize(body, OrchestratorJson.Contracts.PlanRow)!), default, string.Empty);
        }

        if (await sagas.FindAsync(connection, key.Collaboration.Value, cancellationToken) is null)
        {
            return (null, RefusalReason.UnknownCollaboration, $"There is no collaboration {key.Collaboration}.");
        }

        var newer = await connection.ExecuteScalarAsync<long>(
            """
            select count(*) from step_plan
            where collaboration = @collaboration and (round > @round or (round = @round and step > @step))
            """,
            parameters);
        return newer > 0 && key is { Round: >= 1, Step: >= 0 }
            ? (null, RefusalReason.Late, $"Round {key.Round} step {key.Step} was closed long ago.")
            : (null, RefusalReason.WrongRound, $"Round {key.Round} step {key.Step} was never opened.");
    }

    private PlanRow Remember(StepKey key, PlanRow plan)
    {
        if (_cache.Count >= MaxCached)
        {
            _cache.Clear();
        }

        _cache[key] = plan;
        return plan;
    }
}
