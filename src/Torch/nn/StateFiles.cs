namespace EventCollab.Torch;

/// <summary>Saves and loads states of modules; beside what TorchSharp offers, it lets a caller accept numbers that are not finite.</summary>
public static class StateFiles
{
    /// <summary>Writes the module's state; a file that is there stays whole until the new one is complete.</summary>
    public static void Save(torch.nn.Module module, string path) => AtomicFile.Write(path, writer => StateFile.Write(writer, module.state_dict()));

    /// <summary>Reads a state file, all of it or, on an error, none. The file may be hostile.</summary>
    /// <param name="module">Takes the values; its names, types and shapes are what the file must have.</param>
    /// <param name="path">The file, nothing but the state in it.</param>
    /// <param name="strict">Whether entries that only one side has are an error.</param>
    /// <param name="allowNonFinite">Whether NaN and infinity are taken over; a training that diverged saves them.</param>
    /// <exception cref="InvalidDataException">Whatever is wrong with the bytes; the text names the entry and the byte.</exception>
    public static void Load(torch.nn.Module module, string path, bool strict = true, bool allowNonFinite = false)
    {
        using var scope = torch.NewDisposeScope();
        using var stream = File.OpenRead(path);
        var state = Read(module, stream, strict, allowNonFinite);
        if (stream.ReadByte() >= 0)
        {
            throw new InvalidDataException($"the state is refused at byte {stream.Position - 1}: it goes on after its last entry");
        }

        module.load_state_dict(state, strict);
    }

    /// <summary>The same from a stream, which may go on after the state.</summary>
    /// <exception cref="InvalidDataException">Whatever is wrong with the bytes; the text names the entry and the byte.</exception>
    public static void Load(torch.nn.Module module, Stream stream, bool strict = true, bool allowNonFinite = false)
    {
        using var scope = torch.NewDisposeScope();
        module.load_state_dict(Read(module, stream, strict, allowNonFinite), strict);
    }

    private static Dictionary<string, torch.Tensor> Read(torch.nn.Module module, Stream stream, bool strict, bool allowNonFinite)
    {
        using var reader = new BinaryReader(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        return StateFile.Read(reader, module.state_dict(), strict, allowNonFinite);
    }
}
