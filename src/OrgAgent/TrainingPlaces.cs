namespace EventCollab.OrgAgent;

/// <summary>
/// How many agents of one process train at once: more than there are processors would only take turns, each with its memory
/// held meanwhile.
/// </summary>
/// <param name="count">At least 1.</param>
public sealed class TrainingPlaces(int count) : IDisposable
{
    private readonly SemaphoreSlim _free = new(count, count);

    /// <summary>As many as the processors carry with so many threads each.</summary>
    public static TrainingPlaces ForProcessors(int threadsEach) => new(CountFor(threadsEach));

    /// <summary>How many trainings of so many threads the processors carry at once, at least 1.</summary>
    public static int CountFor(int threadsEach) => Math.Max(1, Environment.ProcessorCount / Math.Max(1, threadsEach));

    /// <summary>Places that nobody has taken.</summary>
    public int Free => _free.CurrentCount;

    /// <summary>Waits on the calling thread, which is the agent's own work thread; disposing what is returned frees the place.</summary>
    /// <exception cref="OperationCanceledException">The collaboration or the agent ended meanwhile.</exception>
    public IDisposable Take(CancellationToken cancellation)
    {
        _free.Wait(cancellation);
        return new Place(_free);
    }

    public void Dispose() => _free.Dispose();

    private sealed class Place(SemaphoreSlim free) : IDisposable
    {
        public void Dispose() => free.Release();
    }
}
