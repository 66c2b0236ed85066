namespace EventCollab.Hosting.Journal;

/// <summary>How far a piece of work had come when a record was written. The numbers are on disk: they stay for ever.</summary>
internal enum WorkStage
{
    Task = 0,
    Result = 1,
    Announced = 2,
}
