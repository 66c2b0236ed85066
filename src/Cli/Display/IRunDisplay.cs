namespace EventCollab.Cli.Display;

/// <summary>Shows a run while it goes.</summary>
internal interface IRunDisplay
{
    /// <summary>Runs the work and shows each snapshot that it gives.</summary>
    Task<T> ShowAsync<T>(RunHeader header, Func<Action<RunSnapshot>, Task<T>> work);
}
