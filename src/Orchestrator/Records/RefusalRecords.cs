using Dapper;
using EventCollab.Contracts;
using EventCollab.Messaging.Persistence;

namespace EventCollab.Orchestrator.Records;

/// <summary>
/// Refusals as rows. Round, step and name of a refused contribution are its sender's choice, so the rows are bounded: a step
/// that never was is folded into round 0, and beyond a number of rows only the count goes on.
/// </summary>
internal static class RefusalRecords
{
    /// <summary>Rows of a collaboration about its own organizations.</summary>
    public const int MaxRows = 1000;

    /// <summary>Rows about names that nobody invited; apart, so that strangers do not hide what organizations do.</summary>
    public const int MaxForeignRows = 100;

    public static void AddRefusal(this UnitOfWork unit, ContributionKey key, RefusalReason reason, string detail, DateTimeOffset at)
    {
        var isKnown = unit.IsKnown(key);
        var row = new
        {
            collaboration = HubRecords.Blob(key.Collaboration),
            round = isKnown ? key.Round : 0,
            step = isKnown ? key.Step : 0,
            organization = key.Organization.Value,
            reason = (int)reason,
            detail,
            at = at.UtcTicks,
        };
        if (!unit.CountAgain(row))
        {
            unit.Insert(row, reason is RefusalReason.UnknownOrganization or RefusalReason.UnknownCollaboration);
        }
    }

    private static bool IsKnown(this UnitOfWork unit, ContributionKey key) => unit.Connection.ExecuteScalar<long>(
        """
        select exists (select 1 from step_plan where collaboration = @collaboration and round = @round and step = @step)
            or exists (select 1 from step where collaboration = @collaboration and round = @round and step = @step)
        """,
        new { collaboration = HubRecords.Blob(key.Collaboration), round = key.Round, step = key.Step },
        unit.Transaction) != 0;

    private static bool CountAgain(this UnitOfWork unit, object row) => unit.Connection.Execute(
        """
        update refusal set times = times + 1, detail = @detail, at = @at
        where collaboration = @collaboration and round = @round and step = @step and organization = @organization and reason = @reason
        """,
        row,
        unit.Transaction) > 0;

    private static void Insert(this UnitOfWork unit, object row, bool isForeign)
    {
        var parameters = new DynamicParameters(row);
        parameters.Add("foreign", new[] { (int)RefusalReason.UnknownOrganization, (int)RefusalReason.UnknownCollaboration });
        var rows = unit.Connection.ExecuteScalar<long>(
            $"select count(*) from refusal where collaboration = @collaboration and reason {(isForeign ? "in" : "not in")} @foreign",
            parameters,
            unit.Transaction);
        unit.Connection.Execute(
            rows < (isForeign ? MaxForeignRows : MaxRows)
                ? """
                  insert into refusal (collaboration, round, step, organization, reason, detail, times, at)
                  values (@collaboration, @round, @step, @organization, @reason, @detail, 1, @at)
                  """
                : """
                  insert into refusal_more (collaboration, times) values (@collaboration, 1)
                  on conflict (collaboration) do update set times = refusal_more.times + 1
                  """,
            row,
            unit.Transaction);
    }
}
