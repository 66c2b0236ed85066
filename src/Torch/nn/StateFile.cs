namespace EventCollab.Torch;

/// <summary>
/// TorchSharp's layout of a state: LEB128 count; for each entry a length-prefixed UTF-8 name, LEB128 element type, LEB128 rank,
/// LEB128 sizes, the elements in row order, little-endian.
/// </summary>
internal static class StateFile
{
    private const int MaxEntries = 65_536;
    private const long MaxSkippedBytes = 1L << 32;

    internal static void Write(BinaryWriter writer, Dictionary<string, torch.Tensor> state)
    {
        writer.Write7BitEncodedInt64(state.Count);
        foreach (var (name, tensor) in state)
        {
            writer.Write(name);
            WriteTensor(writer, tensor);
        }
    }

    internal static void WriteTensor(BinaryWriter writer, torch.Tensor tensor)
    {
        writer.Write7BitEncodedInt64((long)tensor.dtype);
        writer.Write7BitEncodedInt64(tensor.ndim);
        foreach (var size in tensor.shape)
        {
            writer.Write7BitEncodedInt64(size);
        }

        writer.Write(tensor.bytes);
    }

    /// <summary>
    /// Reads a state that must fit <paramref name="expected"/>. Nothing is allocated for what the local module does not have,
    /// and never more than its own tensors take.
    /// </summary>
    /// <exception cref="InvalidDataException">Whatever is wrong with the bytes; the text names the entry and the byte.</exception>
    internal static Dictionary<string, torch.Tensor> Read(
        BinaryReader binary, Dictionary<string, torch.Tensor> expected, bool strict, bool allowNonFinite = false)
    {
        var reader = new StateReader(binary);
        var count = reader.Number(MaxEntries, "the number of entries");
        if (strict && count != expected.Count)
        {
            throw reader.Refuse($"it has {count} entries, this module {expected.Count}");
        }

        Dictionary<string, torch.Tensor> state = [];
        HashSet<string> skipped = [];
        for (long i = 0; i < count; i++)
        {
            reader.Enter("");
            var name = reader.Name();
            reader.Enter(name);
            if (state.ContainsKey(name) || !skipped.Add(name))
            {
                throw reader.Refuse("it comes twice");
            }

            if (expected.TryGetValue(name, out var target))
            {
                var tensor = reader.Tensor(target);
                state.Add(name, allowNonFinite || IsFinite(tensor) ? tensor : throw reader.Refuse("it holds NaN or infinity"));
            }
            else if (strict)
            {
                throw reader.Refuse("this module has no such entry");
            }
            else
            {
                var (type, shape) = reader.Header();
                reader.Skip(type, shape, MaxSkippedBytes);
            }
        }

        return state;
    }

    internal static bool IsFinite(torch.Tensor tensor)
        => tensor.dtype is torch.ScalarType.Byte or torch.ScalarType.Int8 or torch.ScalarType.Int16 or torch.ScalarType.Int32
            or torch.ScalarType.Int64 or torch.ScalarType.Bool
        || tensor.isfinite().all().item<bool>();
}
