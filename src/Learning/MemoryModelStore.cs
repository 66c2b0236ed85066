using System.Collections.Concurrent;

namespace EventCollab.Learning;

/// <summary>Keeps models in memory: in-process runs and tests.</summary>
public sealed class MemoryModelStore : IModelStore
{
    private readonly ConcurrentDictionary<string, byte[]> _models = new(StringComparer.Ordinal);

    public void Save(string name, ReadOnlySpan<byte> model) => _models[name] = model.ToArray();

    public byte[]? Load(string name) => _models.GetValueOrDefault(name);
}
