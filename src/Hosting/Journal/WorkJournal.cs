using System.Collections.Concurrent;
using EventCollab.Contracts;
using EventCollab.Messaging.Payloads;

namespace EventCollab.Hosting.Journal;

/// <summary>
/// What a service was asked, what it answered and what it announced, on disk: one folder a collaboration. Survives a
/// kill between any two instructions: what was recorded is there, what was not is done again. Messages are kept as they
/// are given; payload bytes belong into the payload store, not here. Safe for use by many threads.
/// </summary>
public sealed class WorkJournal : IDisposable
{
    /// <summary>Name of the file in a collaboration's folder.</summary>
    public const string FileName = "journal";

    private readonly ConcurrentDictionary<CollaborationId, CollaborationJournal> _collaborations = new();
    private readonly Lock _opening = new();
    private readonly string _folder;
    private readonly bool _durable;

    /// <param name="folder">Made where it is missing.</param>
    /// <param name="durable">True to wait for the disk at each record.</param>
    /// <exception cref="IOException">The folder cannot be read or written.</exception>
    public WorkJournal(string folder, bool durable)
    {
        _folder = folder;
        _durable = durable;
        Directory.CreateDirectory(folder);
        foreach (var path in Directory.EnumerateDirectories(folder))
        {
            if (CollaborationId.TryParse(Path.GetFileName(path), out var id) && File.Exists(Path.Combine(path, FileName)))
            {
                Of(id);
            }
        }
    }

    /// <summary>Collaborations that the journal knows, the ended ones too.</summary>
    public IReadOnlyList<CollaborationId> Collaborations => [.. _collaborations.Keys];

    /// <summary>Bytes of unfinished records that a kill had left behind and that were cut off on opening.</summary>
    public long TornBytes => _collaborations.Values.Sum(journal => journal.TornBytes);

    /// <summary>The folder of one collaboration; other files about it may lie there too.</summary>
    public string FolderOf(CollaborationId collaboration) => Path.Combine(_folder, collaboration.ToString());

    public WorkEntry? Find(WorkKey key) => _collaborations.TryGetValue(key.Collaboration, out var journal) ? journal.Find(key) : null;

    /// <summary>In the order of rounds and steps.</summary>
    public IReadOnlyList<WorkEntry> Entries(CollaborationId collaboration) =>
        _collaborations.TryGetValue(collaboration, out var journal) ? journal.Entries() : [];

    /// <summary>Records what was asked. On disk when this returns; then, and not before, the delivery may be acknowledged.</summary>
    /// <returns>False where it is already known: a redelivery.</returns>
    public bool TryBegin(WorkKey key, ICollaborationMessage task) => Of(key.Collaboration).TryBegin(key, task);

    /// <summary>Records the answer, not yet announced.</summary>
    /// <returns>False where the work was forgotten meanwhile: nobody waits for the answer.</returns>
    public bool TryFinish(WorkKey key, ICollaborationMessage result) =>
        _collaborations.TryGetValue(key.Collaboration, out var journal) && journal.TryFinish(key, result);

    /// <summary>Voids an answer and keeps the task, in one write: the work is to be done again.</summary>
    /// <returns>The entry with the answer that is void now; null where there is no task that was answered.</returns>
    public WorkEntry? Reopen(WorkKey key) =>
        _collaborations.TryGetValue(key.Collaboration, out var journal) ? journal.Reopen(key) : null;

    /// <summary>Records something to announce that nobody asked for, such as a withdrawal; replaces what is there.</summary>
    public void Record(WorkKey key, ICollaborationMessage result) => Of(key.Collaboration).Record(key, result);

    /// <summary>Records that the answer has arrived where it belongs. Does nothing where the work was forgotten meanwhile.</summary>
    public void MarkAnnounced(WorkKey key)
    {
        if (_collaborations.TryGetValue(key.Collaboration, out var journal))
        {
            journal.MarkAnnounced(key);
        }
    }

    /// <summary>Lets go of work that nobody can ask for any more. A kill right after it may bring entries back; they are forgotten again.</summary>
    /// <returns>What was forgotten.</returns>
    public IReadOnlyList<WorkEntry> Forget(CollaborationId collaboration, Func<WorkEntry, bool> isOver) =>
        _collaborations.TryGetValue(collaboration, out var journal) ? journal.Forget(isOver) : [];

    /// <summary>Rewrites a collaboration's file without what was forgotten, for example when it has ended.</summary>
    public void Compact(CollaborationId collaboration)
    {
        if (_collaborations.TryGetValue(collaboration, out var journal))
        {
            journal.Rewrite();
        }
    }

    /// <summary>The collaboration is over and little more will come: its file is open only while it is written, so that a long life does not use up the process's files.</summary>
    public void Rest(CollaborationId collaboration)
    {
        if (_collaborations.TryGetValue(collaboration, out var journal))
        {
            journal.Rest();
        }
    }

    public void Dispose()
    {
        foreach (var journal in _collaborations.Values)
        {
            journal.Dispose();
        }
    }

    private CollaborationJournal Of(CollaborationId collaboration)
    {
        if (_collaborations.TryGetValue(collaboration, out var journal))
        {
            return journal;
        }

        // Two openings of one file would write over each other, so a factory that may run twice is not enough.
        lock (_opening)
        {
            return _collaborations.GetOrAdd(collaboration, id =>
            {
                var isNew = !Directory.Exists(FolderOf(id));
                var folder = Directory.CreateDirectory(FolderOf(id)).FullName;
                if (isNew && _durable)
                {
                    FolderSync.Flush(_folder);
                }

                return new CollaborationJournal(id, Path.Combine(folder, FileName), _durable);
            });
        }
    }
}
