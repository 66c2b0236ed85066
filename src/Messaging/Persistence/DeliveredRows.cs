namespace EventCollab.Messaging.Persistence;

/// <summary>Rows of the outbox that have gone out and wait for a commit that deletes them.</summary>
internal sealed class DeliveredRows
{
    /// <summary>Rows that one statement deletes.</summary>
    private const int MaxTaken = 500;

    private readonly Lock _lock = new();
    private readonly Queue<long> _sequences = new();

    public bool IsEmpty
    {
        get
        {
            lock (_lock)
            {
                return _sequences.Count == 0;
            }
        }
    }

    /// <summary>True where it is the first, for which nobody has been asked to come yet.</summary>
    public bool Add(long sequence)
    {
        lock (_lock)
        {
            _sequences.Enqueue(sequence);
            return _sequences.Count == 1;
        }
    }

    public IReadOnlyList<long> Take()
    {
        lock (_lock)
        {
            var taken = new long[Math.Min(_sequences.Count, MaxTaken)];
            for (var i = 0; i < taken.Length; i++)
            {
                taken[i] = _sequences.Dequeue();
            }

            return taken;
        }
    }

    /// <summary>The commit that should have deleted them has failed.</summary>
    public void PutBack(IReadOnlyList<long> sequences)
    {
        lock (_lock)
        {
            foreach (var sequence in sequences)
            {
                _sequences.Enqueue(sequence);
            }
        }
    }
}
