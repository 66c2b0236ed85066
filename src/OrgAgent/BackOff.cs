namespace EventCollab.OrgAgent;

/// <summary>Waits that double from the first to the longest, and begin anew after a success.</summary>
internal sealed class BackOff(TimeSpan first, TimeSpan longest, TimeProvider time)
{
    private int _failures;

    public TimeSpan Next
    {
        get
        {
            // The exponent is bounded, because a wait that overflowed would be no wait.
            var wait = first * Math.Pow(2, Math.Min(_failures, 30));
            return wait < longest ? wait : longest;
        }
    }

    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        var wait = Next;
        _failures++;
        await Task.Delay(wait, time, cancellationToken);
    }

    public void Reset() => _failures = 0;
}
