namespace EventCollab.Cli.Running;

/// <summary>Which runs without collaboration are computed for comparison.</summary>
internal enum BaselineChoice
{
    None,

    /// <summary>The sponsor without help: one organization's share of the run's work.</summary>
    Alone,

    /// <summary>Also all columns in one place, which can take longer than the run itself.</summary>
    Both,
}
