using System.Data.Common;
using Dapper;
using EventCollab.Contracts;
using EventCollab.Messaging.Persistence;
using EventCollab.Orchestrator.Records;
using EventCollab.Orchestrator.Saga;

namespace EventCollab.Orchestrator.Views;

/// <summary>Reads what is committed; never waits for the saga.</summary>
internal sealed class ViewQueries(SqlStore store, SagaTable<CollaborationState> sagas)
{
    private const int MaxRefusals = 100;

    /// <param name="seen">What this reader has read of the collaboration before; nothing at first.</param>
    public async Task<CollaborationView?> FindAsync(CollaborationId id, RoundHistory seen, CancellationToken cancellationToken)
    {
        await using var lease = store.OpenRead();
        var connection = lease.Connection;
        var saga = await sagas.FindAsync(connection, id.Value, cancellationToken);
        return saga is null ? null : await ReadAsync(connection, saga, seen);
    }

    public async Task<IReadOnlyList<CollaborationView>> ListAsync(CancellationToken cancellationToken)
    {
        await using var lease = store.OpenRead();
        var connection = lease.Connection;
        var views = new List<CollaborationView>();
        foreach (var saga in await sagas.ListAsync(connection, cancellationToken))
        {
            views.Add(await ReadAsync(connection, saga, new RoundHistory()));
        }

        return [.. views.OrderBy(v => v.SubmittedAt)];
    }

    /// <summary>Refusals of contributions to collaborations that do not exist.</summary>
    public async Task<IReadOnlyList<RefusalView>> ForeignAsync(CancellationToken cancellationToken)
    {
        await using var lease = store.OpenRead();
        var connection = lease.Connection;
        return await RefusalsAsync(connection, default);
    }

    private static async Task<CollaborationView> ReadAsync(DbConnection connection, CollaborationState saga, RoundHistory seen)
    {
        var refusals = await RefusalsAsync(connection, saga.Id);
        return new CollaborationView
        {
            Id = saga.Id,
            State = saga.CurrentState,
            Terms = saga.Terms,
            Round = saga.Round,
            Step = saga.Step,
            Awaited = Awaited.By(saga),
            Since = saga.Since,
            Deadline = saga.Steps.Open?.Deadline,
            SubmittedAt = saga.SubmittedAt,
            EndedAt = saga.EndedAt,
            Rounds = await seen.ReadAsync(connection, saga.Id, refusals),
            ScoresAwaited = await connection.ExecuteScalarAsync<int>(
                "select count(*) from step where collaboration = @collaboration and scored = 0",
                new { collaboration = HubRecords.Blob(saga.Id) }),
            Refusals = [.. refusals.TakeLast(MaxRefusals)],
            MoreRefusals = refusals.SkipLast(MaxRefusals).Sum(r => (long)r.Times) + await UnlistedAsync(connection, saga.Id),
            Organizations = [.. saga.Members.Organizations.Select(Organization)],
            FinalHash = saga.FinalHash,
            Reason = saga.Reason,
        };
    }

    private static async Task<IReadOnlyList<RefusalView>> RefusalsAsync(DbConnection connection, CollaborationId id)
    {
        var rows = await connection.QueryAsync<(
            long Round, long Step, string Organization, long Reason, string Detail, long Times, long At)>(
            """
            select round, step, organization, reason, detail, times, at from refusal
            where collaboration = @collaboration order by at, round, step, organization, reason
            """,
            new { collaboration = HubRecords.Blob(id) });
        return [.. rows.Select(r => new RefusalView
        {
            Round = (int)r.Round,
            Step = (int)r.Step,
            Organization = new OrganizationId(r.Organization),
            Reason = (RefusalReason)r.Reason,
            Detail = r.Detail,
            Times = (int)r.Times,
            At = new DateTimeOffset(r.At, TimeSpan.Zero),
        })];
    }

    private static Task<long> UnlistedAsync(DbConnection connection, CollaborationId id) => connection.ExecuteScalarAsync<long>(
        "select coalesce(sum(times), 0) from refusal_more where collaboration = @collaboration",
        new { collaboration = HubRecords.Blob(id) });

    private static OrganizationView Organization(Rules.Member member) => new()
    {
        Id = member.Organization,
        Standing = member.Standing.ToString(),
        Reason = member.Reason,
        Weight = member.Weight,
        Score = member.Score,
        Share = member.Share,
        BytesIn = member.BytesIn,
        BytesOut = member.BytesOut,
        Late = member.Late,
        Refused = member.Refused,
    };
}
