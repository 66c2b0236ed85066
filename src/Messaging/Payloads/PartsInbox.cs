using EventCollab.Contracts;
using EventCollab.Contracts.Messages;

namespace EventCollab.Messaging.Payloads;

/// <summary>Puts payloads together from parts, each payload on its own, in any order.</summary>
internal sealed class PartsInbox(string folder, bool durable, PayloadLimits limits) : IDisposable
{
    private const string Suffix = ".part";
    private readonly Lock _lock = new();
    private readonly Dictionary<(ContentHash Hash, long Length), Slot> _slots = [];
    private long _uses;

    /// <summary>True where the payload has become whole and lies at <paramref name="destination"/>.</summary>
    /// <exception cref="PayloadException">The part cannot be one of such a payload, or the payload's bytes have another hash.</exception>
    public bool Add(PayloadPart part, string destination)
    {
        Check(part);
        while (true)
        {
            // Null where the slot was given to another payload before this part was written: it gets a new one.
            if (TryAdd(part, SlotOf(part), destination) is { } isWhole)
            {
                return isWhole;
            }
        }
    }

    /// <summary>Deletes what nobody has added to since then.</summary>
    public void Expire(DateTimeOffset before)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*" + Suffix).Where(f => File.GetLastWriteTimeUtc(f) < before))
        {
            File.Delete(file);
        }
    }

    private bool? TryAdd(PayloadPart part, Slot slot, string destination)
    {
        lock (slot.Gate)
        {
            if (slot.IsEvicted)
            {
                return null;
            }

            // Whole in the meantime, by another delivery of the last part.
            if (slot.IsClosed)
            {
                return false;
            }

            slot.Payload ??= new UnfinishedPayload(PathOf(part.Hash, part.Length), part.Hash, part.Length, durable);
            slot.Payload.Write(part.Index, part.Bytes.Span);
            if (!slot.Payload.IsComplete)
            {
                return false;
            }

            Finish(part, slot, destination);
            return true;
        }
    }

    /// <summary>Forgets the parts of a payload, whatever length they claimed.</summary>
    public void Discard(ContentHash hash)
    {
        foreach (var file in Directory.EnumerateFiles(folder, $"{hash}.*{Suffix}"))
        {
            File.Delete(file);
        }

        Close(key => key.Hash == hash);
    }

    public void Dispose() => Close(_ => true);

    /// <summary>Never holds both locks at once: whoever finishes a payload takes them the other way round.</summary>
    private void Close(Func<(ContentHash Hash, long Length), bool> which)
    {
        var closed = new List<Slot>();
        lock (_lock)
        {
            foreach (var key in _slots.Keys.Where(which).ToList())
            {
                _slots.Remove(key, out var slot);
                closed.Add(slot!);
            }
        }

        closed.ForEach(slot => slot.Close());
    }

    private void Check(PayloadPart part)
    {
        if (part.Length <= 0 || part.Length > limits.MaxPayloadBytes)
        {
            throw new PayloadException($"Payload {part.Hash} is announced with {part.Length} bytes; 1 to {limits.MaxPayloadBytes} are taken.");
        }

        var count = UnfinishedPayload.PartCount(part.Length);
        if (part.Index < 0 || part.Index >= count)
        {
            throw new PayloadException($"Payload {part.Hash} has {count} parts; there is no part {part.Index}.");
        }

        var expected = UnfinishedPayload.LengthOf(part.Length, part.Index);
        if (part.Bytes.Length != expected)
        {
            throw new PayloadException($"Part {part.Index} of payload {part.Hash} must have {expected} bytes, not {part.Bytes.Length}.");
        }
    }

    private Slot SlotOf(PayloadPart part)
    {
        lock (_lock)
        {
            // The length belongs to the key: a lie about it gets a file of its own and harms no honest part.
            if (!_slots.TryGetValue((part.Hash, part.Length), out var slot))
            {
                MakeRoom(part);
                slot = new Slot(part.Collaboration);
                _slots.Add((part.Hash, part.Length), slot);
            }

            slot.LastUse = ++_uses;
            return slot;
        }
    }

    /// <summary>
    /// A new payload is never turned away: whoever floods the store would keep the honest ones out for as long as it likes.
    /// What is still being sent is used with each part, so what goes is what nobody sends any more.
    /// </summary>
    private void MakeRoom(PayloadPart part)
    {
        if (_slots.Values.Count(s => s.Collaboration == part.Collaboration) >= limits.MaxUnfinishedPerCollaboration)
        {
            Evict(part, slot => slot.Collaboration == part.Collaboration);
        }
        else if (_slots.Count >= limits.MaxUnfinished)
        {
            Evict(part, _ => true);
        }
    }

    private void Evict(PayloadPart part, Func<Slot, bool> which)
    {
        foreach (var (key, slot) in _slots.Where(s => which(s.Value)).OrderBy(s => s.Value.LastUse).ToList())
        {
            // Trying cannot deadlock; a slot that is being written to is not idle.
            if (!slot.Gate.TryEnter())
            {
                continue;
            }

            try
            {
                slot.IsEvicted = true;
                slot.Close();
                File.Delete(PathOf(key.Hash, key.Length));
                _slots.Remove(key);
                return;
            }
            finally
            {
                slot.Gate.Exit();
            }
        }

        throw new PayloadException($"{_slots.Count} payloads are unfinished already; payload {part.Hash} is not begun.");
    }

    private void Finish(PayloadPart part, Slot slot, string destination)
    {
        var path = PathOf(part.Hash, part.Length);
        var genuine = false;
        try
        {
            genuine = slot.Payload!.TryFinish();
        }
        finally
        {
            // Closed before it gets its name: a reader must not meet our exclusive hold on the file.
            slot.Close();
            lock (_lock)
            {
                _slots.Remove((part.Hash, part.Length));
            }
        }

        if (genuine)
        {
            File.Move(path, destination, overwrite: true);
        }
        else
        {
            File.Delete(path);
            throw new PayloadException($"The parts that came as payload {part.Hash} have another hash together; they are thrown away.");
        }
    }

    private string PathOf(ContentHash hash, long length) => Path.Combine(folder, $"{hash}.{length}{Suffix}");

    private sealed class Slot(CollaborationId collaboration)
    {
        public Lock Gate { get; } = new();

        /// <summary>Of the part that came first.</summary>
        public CollaborationId Collaboration => collaboration;

        public long LastUse { get; set; }

        public bool IsEvicted { get; set; }

        public UnfinishedPayload? Payload { get; set; }

        public bool IsClosed { get; private set; }

        public void Close()
        {
            lock (Gate)
            {
                IsClosed = true;
                Payload?.Dispose();
                Payload = null;
            }
        }
    }
}
