using System.Data.Common;
using EventCollab.Contracts;

namespace EventCollab.Rewards;

/// <summary>
/// Scores as rows: one a step, one an organization and step. The natural keys (collaboration, round, step, organization,
/// rule) make a score that is asked for twice one score.
/// </summary>
internal sealed class ScoreTable(string rule)
{
    public static IReadOnlyList<string> Schema { get; } =
    [
        """
        create table if not exists scored_step (
            collaboration text not null, round integer not null, step integer not null, rule text not null,
            progress double precision not null,
            primary key (collaboration, rule, round, step))
        """,
        """
        create table if not exists scored_contribution (
            collaboration text not null, round integer not null, step integer not null, rule text not null,
            organization text not null, score double precision not null,
            primary key (collaboration, rule, round, step, organization))
        """,
    ];

    /// <returns>False where the step was scored before; then nothing is written.</returns>
    public async Task<bool> TryAddAsync(DbTransaction transaction, CollaborationId collaboration, StepScore step, CancellationToken cancellationToken)
    {
        const string InsertStep = """
            insert into scored_step (collaboration, rule, round, step, progress) values (@collaboration, @rule, @round, @step, @progress)
            on conflict do nothing
            """;
        const string InsertScore = """
            insert into scored_contribution (collaboration, rule, round, step, organization, score)
            values (@collaboration, @rule, @round, @step, @organization, @score)
            """;
        await using var insert = Command(transaction, InsertStep, collaboration, ("round", step.Round), ("step", step.Step), ("progress", step.Progress));
        if (await insert.ExecuteNonQueryAsync(cancellationToken) == 0)
        {
            return false;
        }

        foreach (var score in step.Scores)
        {
            await using var row = Command(
                transaction,
                InsertScore,
                collaboration,
                ("round", step.Round),
                ("step", step.Step),
                ("organization", score.Organization.Value),
                ("score", score.Value));
            await row.ExecuteNonQueryAsync(cancellationToken);
        }

        return true;
    }

    /// <returns>In the order of rounds, steps and organizations.</returns>
    public async Task<IReadOnlyList<StepScore>> ReadAsync(DbTransaction transaction, CollaborationId collaboration, CancellationToken cancellationToken)
    {
        const string Select = """
            select s.round, s.step, s.progress, c.organization, c.score
            from scored_step s
            left join scored_contribution c
                on c.collaboration = s.collaboration and c.rule = s.rule and c.round = s.round and c.step = s.step
            where s.collaboration = @collaboration and s.rule = @rule
            """;
        var steps = new SortedDictionary<(int Round, int Step), (double Progress, List<OrganizationWeight> Scores)>();
        await using var command = Command(transaction, Select, collaboration);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var position = (reader.GetInt32(0), reader.GetInt32(1));
            if (!steps.TryGetValue(position, out var step))
            {
                step = (reader.GetDouble(2), []);
                steps.Add(position, step);
            }

            if (!await reader.IsDBNullAsync(3, cancellationToken))
            {
                step.Scores.Add(new OrganizationWeight { Organization = new OrganizationId(reader.GetString(3)), Value = reader.GetDouble(4) });
            }
        }

        // Ordered here and not by the database, whose collation may be another.
        return [.. steps.Select(step => new StepScore(
            step.Key.Round, step.Key.Step, step.Value.Progress, [.. step.Value.Scores.OrderBy(score => score.Organization)]))];
    }

    private DbCommand Command(DbTransaction transaction, string sql, CollaborationId collaboration, params ReadOnlySpan<(string Name, object Value)> values)
    {
        var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        Add(command, "collaboration", collaboration.ToString());
        Add(command, "rule", rule);
        foreach (var (name, value) in values)
        {
            Add(command, name, value);
        }

        return command;
    }

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }
}
