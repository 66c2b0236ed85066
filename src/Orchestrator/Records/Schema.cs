namespace EventCollab.Orchestrator.Records;

/// <summary>The hub's own tables, beside the saga, inbox, outbox and timers of its store.</summary>
internal static class Schema
{
    public static IReadOnlyList<string> Statements { get; } =
    [
        // What the intake checks contributions against.
        """
        create table if not exists step_plan (
            collaboration blob not null, round integer not null, step integer not null, body text not null,
            primary key (collaboration, round, step))
        """,

        // One row per combined step; scored turns 1 when the rewards service answered.
        """
        create table if not exists step (
            collaboration blob not null, round integer not null, step integer not null, body text not null,
            scored integer not null default 0,
            primary key (collaboration, round, step))
        """,

        // Who needs which payload: a file lives as long as a row names it. The natural key makes a second insert harmless.
        """
        create table if not exists payload (
            collaboration blob not null, round integer not null, step integer not null, owner text not null, hash text not null,
            primary key (collaboration, round, step, owner))
        """,
        "create index if not exists payload_hash on payload (hash)",

        // The same refusal once more raises its count: a flood of copies must not fill the disk.
        """
        create table if not exists refusal (
            collaboration blob not null, round integer not null, step integer not null, organization text not null,
            reason integer not null, detail text not null, times integer not null, at bigint not null,
            primary key (collaboration, round, step, organization, reason))
        """,

        // Ended collaborations that nothing is owed any more: everybody was told and the payloads are gone.
        "create table if not exists let_go (collaboration blob not null primary key)",

        // Refusals that got no row: a liar chooses rounds and names, and each would be another row.
        "create table if not exists refusal_more (collaboration blob not null primary key, times integer not null)",
    ];
}
