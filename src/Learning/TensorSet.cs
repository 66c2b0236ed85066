namespace EventCollab.Learning;

/// <summary>Tensors in a fixed order, by name: one broadcast, one contribution or one coordinator's state.</summary>
public sealed class TensorSet
{
    private readonly Dictionary<string, NamedTensor> _byName;

    /// <exception cref="ArgumentException">Two tensors have one name.</exception>
    public TensorSet(params IReadOnlyList<NamedTensor> tensors)
    {
        Tensors = tensors;
        _byName = tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
    }

    public IReadOnlyList<NamedTensor> Tensors { get; }

    public long ByteLength => Tensors.Sum(tensor => (long)tensor.Bytes.Length);

    /// <exception cref="KeyNotFoundException">There is no tensor of that name.</exception>
    public NamedTensor this[string name] => _byName.TryGetValue(name, out var tensor)
        ? tensor
        : throw new KeyNotFoundException($"There is no tensor '{name}'; there are {string.Join(", ", _byName.Keys)}.");

    public NamedTensor? Find(string name) => _byName.GetValueOrDefault(name);
}
