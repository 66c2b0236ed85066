using EventCollab.Contracts;

namespace EventCollab.Hosting.Journal;

/// <summary>The entries of one collaboration, in memory and in their file; the file is written first.</summary>
internal sealed class CollaborationJournal : IDisposable
{
    // Below this size rewriting saves nothing.
    private const int SmallFile = 64 * 1024;

    private readonly Lock _gate = new();
    private readonly Dictionary<WorkKey, WorkEntry> _entries = [];
    private readonly CollaborationId _collaboration;
    private readonly JournalFile _file;
    private long _lengthAfterRewrite;
    private bool _rests;

    public CollaborationJournal(CollaborationId collaboration, string path, bool durable)
    {
        _collaboration = collaboration;
        _file = new JournalFile(path, durable);
        foreach (var record in _file.ReadAll())
        {
            Apply(record);
        }

        _lengthAfterRewrite = _file.Length;
    }

    public long TornBytes => _file.TornBytes;

    public WorkEntry? Find(WorkKey key)
    {
        lock (_gate)
        {
            return _entries.GetValueOrDefault(key);
        }
    }

    public IReadOnlyList<WorkEntry> Entries()
    {
        lock (_gate)
        {
            return [.. _entries.Values.OrderBy(entry => entry.Key.Position).ThenBy(entry => entry.Key.Kind)];
        }
    }

    public bool TryBegin(WorkKey key, ICollaborationMessage task)
    {
        lock (_gate)
        {
            if (_entries.ContainsKey(key))
            {
                return false;
            }

            Append(key, WorkStage.Task, task);
            return true;
        }
    }

    public bool TryFinish(WorkKey key, ICollaborationMessage result)
    {
        lock (_gate)
        {
            if (!_entries.ContainsKey(key))
            {
                return false;
            }

            Append(key, WorkStage.Result, result);
            return true;
        }
    }

    public WorkEntry? Reopen(WorkKey key)
    {
        lock (_gate)
        {
            if (_entries.GetValueOrDefault(key) is not { Task: { } task, Result: not null } finished)
            {
                return null;
            }

            Append(key, WorkStage.Task, task);
            return finished;
        }
    }

    public void Record(WorkKey key, ICollaborationMessage result)
    {
        lock (_gate)
        {
            Append(key, WorkStage.Result, result);
        }
    }

    public void MarkAnnounced(WorkKey key)
    {
        lock (_gate)
        {
            // A collaboration may have been released while its last answer was on the way.
            if (_entries.TryGetValue(key, out var entry) && !entry.Announced)
            {
                Append(key, WorkStage.Announced, null);
            }
        }
    }

    public IReadOnlyList<WorkEntry> Forget(Func<WorkEntry, bool> isOver)
    {
        lock (_gate)
        {
            var over = _entries.Values.Where(isOver).ToList();
            over.ForEach(entry => _entries.Remove(entry.Key));

            // Rewriting at twice the live size costs one more write per record on average, whatever the number of rounds.
            if (over.Count > 0 && _file.Length > Math.Max(SmallFile, 2 * _lengthAfterRewrite))
            {
                Rewrite();
            }

            return over;
        }
    }

    public void Rewrite()
    {
        lock (_gate)
        {
            _file.Replace(_entries.Values.OrderBy(entry => entry.Key.Position).SelectMany(Records));
            _lengthAfterRewrite = _file.Length;
            CloseWhereResting();
        }
    }

    /// <summary>Little more will come: the file is open only while it is written, from now on.</summary>
    public void Rest()
    {
        lock (_gate)
        {
            _rests = true;
            CloseWhereResting();
        }
    }

    public void Dispose() => _file.Dispose();

    private static IEnumerable<JournalRecord> Records(WorkEntry entry)
    {
        var (_, kind, round, step) = entry.Key;
        if (entry.Task is { } task)
        {
            yield return new JournalRecord(kind, round, step, WorkStage.Task, task);
        }

        if (entry.Result is { } result)
        {
            yield return new JournalRecord(kind, round, step, WorkStage.Result, result);
        }

        if (entry.Announced)
        {
            yield return new JournalRecord(kind, round, step, WorkStage.Announced, null);
        }
    }

    private void Append(WorkKey key, WorkStage stage, ICollaborationMessage? message)
    {
        var record = new JournalRecord(key.Kind, key.Round, key.Step, stage, message);
        _file.Append(record);
        CloseWhereResting();
        Apply(record);
    }

    private void CloseWhereResting()
    {
        if (_rests)
        {
            _file.Close();
        }
    }

    private void Apply(JournalRecord record)
    {
        var key = new WorkKey(_collaboration, record.Kind, record.Round, record.Step);
        var entry = _entries.GetValueOrDefault(key) ?? new WorkEntry(key, null, null, false);
        _entries[key] = record.Stage switch
        {
            // A task behind its own answer voids the answer: one record, so that no kill leaves neither of them.
            WorkStage.Task => new WorkEntry(key, record.Message, null, false),
            WorkStage.Result => entry with { Result = record.Message, Announced = false },
            _ => entry with { Announced = true },
        };
    }
}
