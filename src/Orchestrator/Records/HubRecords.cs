using System.Data.Common;
using System.Text.Json;
using Dapper;
using EventCollab.Contracts;
using EventCollab.Messaging.Persistence;
using EventCollab.Orchestrator.Saga;

namespace EventCollab.Orchestrator.Records;

/// <summary>The hub's own rows, written in the transaction of the event that causes them.</summary>
internal static class HubRecords
{
    /// <summary>Owners of payloads that are no organization's contribution; '#' is in no organization's name.</summary>
    private const string BroadcastOwner = "#broadcast";
    private const string StateOwner = "#state";

    public static void AddPlan(this UnitOfWork unit, StepKey key, PlanRow row)
    {
        unit.Connection.Execute(
            """
            insert into step_plan (collaboration, round, step, body) values (@collaboration, @round, @step, @body)
            on conflict (collaboration, round, step) do nothing
            """,
            Of(key, new { body = JsonSerializer.Serialize(row, OrchestratorJson.Contracts.PlanRow) }),
            unit.Transaction);
        unit.AddBroadcast(key, row.Broadcast);
    }

    public static void AddBroadcast(this UnitOfWork unit, StepKey key, ContentHash broadcast) => unit.AddPayload(key, BroadcastOwner, broadcast);

    public static void AddStep(this UnitOfWork unit, StepKey key, StepRow row) => unit.Connection.Execute(
        """
        insert into step (collaboration, round, step, body) values (@collaboration, @round, @step, @body)
        on conflict (collaboration, round, step) do nothing
        """,
        Of(key, new { body = JsonSerializer.Serialize(row, OrchestratorJson.Contracts.StepRow) }),
        unit.Transaction);

    /// <returns>False where the step was scored before or never combined.</returns>
    public static bool MarkScored(this UnitOfWork unit, StepKey key) => unit.Connection.Execute(
        "update step set scored = 1 where collaboration = @collaboration and round = @round and step = @step and scored = 0",
        Of(key),
        unit.Transaction) > 0;

    public static IReadOnlyList<(int Round, int Step, StepRow Row)> Unscored(this UnitOfWork unit, CollaborationId collaboration) =>
    [
        .. unit.Connection.Query<(long Round, long Step, string Body)>(
                "select round, step, body from step where collaboration = @collaboration and scored = 0 order by round, step",
                new { collaboration = Blob(collaboration) },
                unit.Transaction)
            .Select(r => ((int)r.Round, (int)r.Step, JsonSerializer.Deserialize(r.Body, OrchestratorJson.Contracts.StepRow)!)),
    ];

    public static void AddContribution(this UnitOfWork unit, CollectedContribution contribution) =>
        unit.AddPayload(
            new StepKey(contribution.Collaboration, contribution.Round, contribution.Step),
            contribution.Organization.Value,
            contribution.Payload.Hash);

    /// <summary>The coordinator's state after a step, where the hub coordinates and so keeps it.</summary>
    public static void AddState(this UnitOfWork unit, StepKey key, ContentHash state) => unit.AddPayload(key, StateOwner, state);

    /// <summary>Forgets plans and payloads of steps before this one.</summary>
    /// <returns>Payloads that lost a row; whether another row still names one is asked when its file is deleted.</returns>
    public static IReadOnlyList<ContentHash> Expire(this UnitOfWork unit, StepKey before)
    {
        unit.Connection.Execute(
            "delete from step_plan where collaboration = @collaboration and (round < @round or (round = @round and step < @step))",
            Of(before),
            unit.Transaction);
        return Hashes(unit.Connection.Query<string>(
            """
            delete from payload where collaboration = @collaboration and (round < @round or (round = @round and step < @step))
            returning hash
            """,
            Of(before),
            unit.Transaction));
    }

    /// <summary>
    /// Forgets every payload of a collaboration that is over, but the last state of a coordinator in the hub: that is its
    /// result.
    /// </summary>
    public static IReadOnlyList<ContentHash> ExpireAll(this UnitOfWork unit, CollaborationId collaboration, ContentHash? result) =>
        Hashes(unit.Connection.Query<string>(
            "delete from payload where collaboration = @collaboration and not (owner = @owner and hash = @result) returning hash",
            new { collaboration = Blob(collaboration), owner = StateOwner, result = result?.ToString() ?? string.Empty },
            unit.Transaction));

    public static bool IsLetGo(this UnitOfWork unit, CollaborationId collaboration) => unit.Connection.ExecuteScalar<long>(
        "select count(*) from let_go where collaboration = @collaboration",
        new { collaboration = Blob(collaboration) },
        unit.Transaction) > 0;

    public static void LetGo(this UnitOfWork unit, CollaborationId collaboration) => unit.Connection.Execute(
        "insert into let_go (collaboration) values (@collaboration) on conflict (collaboration) do nothing",
        new { collaboration = Blob(collaboration) },
        unit.Transaction);

    /// <summary>Collaborations that a restart may have cost a message: all but the ended ones that nothing is owed any more.</summary>
    public static async Task<IReadOnlyList<CollaborationId>> UnfinishedAsync(this DbConnection connection) =>
    [
        .. (await connection.QueryAsync<byte[]>(
            """
            select id from saga
            where id not in (select collaboration from let_go) or id in (select collaboration from step where scored = 0)
            order by id
            """)).Select(id => new CollaborationId(new Guid(id, bigEndian: true))),
    ];

    public static byte[] Blob(CollaborationId id) => id.Value.ToByteArray(bigEndian: true);

    private static void AddPayload(this UnitOfWork unit, StepKey key, string owner, ContentHash hash) => unit.Connection.Execute(
        """
        insert into payload (collaboration, round, step, owner, hash) values (@collaboration, @round, @step, @owner, @hash)
        on conflict (collaboration, round, step, owner) do nothing
        """,
        Of(key, new { owner, hash = hash.ToString() }),
        unit.Transaction);

    private static DynamicParameters Of(StepKey key, object? more = null)
    {
        var parameters = new DynamicParameters(more);
        parameters.Add("collaboration", Blob(key.Collaboration));
        parameters.Add("round", key.Round);
        parameters.Add("step", key.Step);
        return parameters;
    }

    private static List<ContentHash> Hashes(IEnumerable<string> texts) =>
        [.. texts.Distinct().Select(t =>
            ContentHash.TryParse(t, out var hash) ? hash : throw new InvalidDataException($"'{t}' is no hash."))];
}
