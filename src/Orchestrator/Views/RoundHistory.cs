using System.Data.Common;
using System.Text.Json;
using Dapper;
using EventCollab.Contracts;
using EventCollab.Orchestrator.Records;
using EventCollab.Orchestrator.Saga;

namespace EventCollab.Orchestrator.Views;

/// <summary>
/// The combined steps of one collaboration as one reader has seen them. A step's row is written once, so each reading takes
/// only the rows that are newer; who watches for a thousand rounds must not read a thousand steps at each commit.
/// </summary>
internal sealed class RoundHistory
{
    private readonly List<RoundView> _rounds = [];
    private readonly Dictionary<(int Round, int Step), int> _carried = [];

    /// <summary>Rows that were read so far.</summary>
    public int RowsRead { get; private set; }

    /// <param name="refusals">Of this collaboration, all of them: late ones come for steps that were seen before.</param>
    public async Task<IReadOnlyList<RoundView>> ReadAsync(DbConnection connection, CollaborationId id, IReadOnlyList<RefusalView> refusals)
    {
        var (round, step) = _rounds is [.., var last] ? (last.Round, last.Step) : (0, 0);
        var rows = await connection.QueryAsync<(long Round, long Step, string Body)>(
            """
            select round, step, body from step
            where collaboration = @collaboration and (round > @round or (round = @round and step > @step))
            order by round, step
            """,
            new { collaboration = HubRecords.Blob(id), round, step });
        foreach (var row in rows)
        {
            Add((int)row.Round, (int)row.Step, JsonSerializer.Deserialize(row.Body, OrchestratorJson.Contracts.StepRow)!);
        }

        Count(refusals);
        return [.. _rounds];
    }

    private void Add(int round, int step, StepRow row)
    {
        RowsRead++;
        foreach (var late in row.Accepted.Where(a => (a.Round, a.Step) != (round, step)))
        {
            _carried[(late.Round, late.Step)] = _carried.GetValueOrDefault((late.Round, late.Step)) + 1;
        }

        _rounds.Add(new RoundView
        {
            Round = round,
            Step = step,
            Report = row.Report,
            State = row.State,
            CombinedAt = row.CombinedAt,
            Seconds = (row.CombinedAt - row.OpenedAt).TotalSeconds,
            Accepted = [.. row.Accepted.Select(a => a.Organization)],
            Late = 0,
            Refused = 0,
        });
    }

    /// <summary>What came late or was refused is known only afterwards.</summary>
    private void Count(IReadOnlyList<RefusalView> refusals)
    {
        var refused = refusals.Where(r => r.Reason is not RefusalReason.Duplicate).ToLookup(r => (r.Round, r.Step));
        for (var i = 0; i < _rounds.Count; i++)
        {
            var view = _rounds[i];
            var of = refused[(view.Round, view.Step)];
            var late = of.Where(r => r.Reason is RefusalReason.Late).Sum(r => r.Times)
                + _carried.GetValueOrDefault((view.Round, view.Step));
            var all = of.Sum(r => r.Times);
            if (view.Late != late || view.Refused != all)
            {
                _rounds[i] = view with { Late = late, Refused = all };
            }
        }
    }
}
