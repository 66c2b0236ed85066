namespace EventCollab.Cli.Display;

/// <summary>Shows a run while it goes.</summary>
internal interface IRunDisplay
{
    /// <summary>Runs the work and shows each snapshot that it gives, one at a time.</summary>
    Task<T> ShowAsync<T>(RunHeader header, Func<Action<RunSnapshot>, Task<T>> work);

    /// <summary>Runs long work beside the rounds and shows the line that <paramref name="line"/> gives of it now and then.</summary>
    Task<T> FollowAsync<T>(Func<string> line, Func<Task<T>> work);
}
