using System.Collections;

namespace EventCollab.Torch.Utils;

/// <summary>Read access to a tensor's elements in row order. Each method copies from where the tensor lies.</summary>
public sealed class TensorAccessor<T> : IEnumerable<T>
    where T : unmanaged
{
    private readonly torch.Tensor _tensor;

    internal TensorAccessor(torch.Tensor tensor) => _tensor = tensor;

    public long Count => _tensor.numel();

    public T[] ToArray()
    {
        var copy = new T[Count];
        _tensor.CopyTo<T>(copy);
        return copy;
    }

    /// <summary>Copies all elements into <paramref name="array"/> from <paramref name="arrayIndex"/> on.</summary>
    public void CopyTo(T[] array, int arrayIndex = 0) => _tensor.CopyTo(array.AsSpan(arrayIndex, checked((int)Count)));

    /// <summary>Copies all elements into a buffer of exactly their number.</summary>
    public void CopyTo(Span<T> array) => _tensor.CopyTo(array);

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)ToArray()).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
