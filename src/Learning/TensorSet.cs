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

    /// <summary>All bytes as one tensor <c>bytes</c>: how a state arrives whose description was not kept, only its hash.</summary>
    public TensorSet Flatten()
    {
        var bytes = new byte[ByteLength];
        var written = 0;
        foreach (var tensor in Tensors)
        {
            tensor.Bytes.CopyTo(bytes.AsMemory(written));
            written += tensor.Bytes.Length;
        }

        return OfBytes(bytes);
    }

    /// <inheritdoc cref="Flatten"/>
    public static TensorSet OfBytes(ReadOnlyMemory<byte> bytes) =>
        new(new NamedTensor(new TensorSpec("bytes", ElementType.UInt8, [bytes.Length]), bytes));

    public NamedTensor? Find(string name) => _byName.GetValueOrDefault(name);
}
