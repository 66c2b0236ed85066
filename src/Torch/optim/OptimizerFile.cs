namespace EventCollab.Torch.Modules;

/// <summary>
/// The saved state of an optimizer: its kind; for each group its settings and number of parameters; for each parameter its
/// steps and the tensors it has, each with its place. Bounded like a module's state, since it may come from outside.
/// </summary>
internal static class OptimizerFile
{
    private const int MaxGroups = 65_536;

    // What the rules compute with as a double, exactly; and far from where the next step overflows.
    private const long MaxSteps = 1L << 53;

    internal static void Write(BinaryWriter writer, OptimizerHelper.StateDictionary state)
    {
        writer.Write(state.Kind);
        writer.Write7BitEncodedInt64(state.Options.Count);
        foreach (var options in state.Options)
        {
            var settings = options.Save();
            writer.Write7BitEncodedInt64(settings.Length);
            Array.ForEach(settings, writer.Write);
        }

        writer.Write7BitEncodedInt64(state.State.Count);
        foreach (var of in state.State)
        {
            writer.Write7BitEncodedInt64(of.step);
            writer.Write7BitEncodedInt64(of.Tensors.Count(tensor => tensor is not null));
            for (var i = 0; i < of.Tensors.Length; i++)
            {
                if (of.Tensors[i] is { } tensor)
                {
                    writer.Write((byte)i);
                    StateFile.WriteTensor(writer, tensor);
                }
            }
        }
    }

    /// <summary>Takes a state over, all of it or, on an error, none.</summary>
    /// <exception cref="InvalidDataException">Whatever is wrong with the bytes.</exception>
    internal static void Read(BinaryReader binary, OptimizerHelper optimizer)
    {
        using var scope = torch.NewDisposeScope();
        var reader = new StateReader(binary);
        var kind = reader.Name();
        if (kind != optimizer.GetType().Name)
        {
            throw reader.Refuse($"it is of the optimizer '{kind}', this one is {optimizer.GetType().Name}");
        }

        var settings = ReadSettings(reader, optimizer);
        var memories = ReadMemories(reader, optimizer);
        // The last thing that can fail; the settings that were taken over before go back then.
        Apply(optimizer, settings);
        foreach (var (memory, parameter) in memories.Zip(optimizer.parameters()))
        {
            var own = optimizer.StateOf(parameter);
            own.Free();
            own.step = memory.Step;
            for (var i = 0; i < memory.Tensors.Length; i++)
            {
                own.Tensors[i] = memory.Tensors[i]?.to(parameter.device).DetachFromDisposeScope();
            }
        }
    }

    private static List<double[]> ReadSettings(StateReader reader, OptimizerHelper optimizer)
    {
        var groups = reader.Number(MaxGroups, "the number of groups");
        if (groups != optimizer.Groups.Count)
        {
            throw reader.Refuse($"it has {groups} groups, this optimizer {optimizer.Groups.Count}");
        }

        List<double[]> all = [];
        foreach (var group in optimizer.Groups)
        {
            var settings = new double[reader.Number(64, "the number of settings")];
            foreach (ref var setting in settings.AsSpan())
            {
                setting = BitConverter.ToDouble(reader.Bytes(sizeof(double)));
            }

            all.Add(settings);
        }

        return all;
    }

    private static List<(long Step, torch.Tensor?[] Tensors)> ReadMemories(StateReader reader, OptimizerHelper optimizer)
    {
        Parameter[] parameters = [.. optimizer.parameters()];
        var count = reader.Number(int.MaxValue, "the number of parameters");
        if (count != parameters.Length)
        {
            throw reader.Refuse($"it has {count} parameters, this optimizer {parameters.Length}");
        }

        List<(long, torch.Tensor?[])> all = [];
        for (var i = 0; i < parameters.Length; i++)
        {
            reader.Enter($"parameter {i}");
            all.Add((reader.Number(MaxSteps, "the number of steps"), ReadTensors(reader, parameters[i], optimizer.StateNames)));
        }

        return all;
    }

    private static torch.Tensor?[] ReadTensors(StateReader reader, Parameter parameter, IReadOnlyList<string> names)
    {
        var tensors = new torch.Tensor?[names.Count];
        for (var left = reader.Number(names.Count, "the number of tensors"); left > 0; left--)
        {
            var place = reader.Byte();
            if (place >= tensors.Length || tensors[place] is not null)
            {
                throw reader.Refuse(place >= tensors.Length ? $"there is no tensor {place}" : $"{names[place]} comes twice");
            }

            var tensor = reader.Tensor(parameter);
            tensors[place] = StateFile.IsFinite(tensor) ? tensor : throw reader.Refuse($"{names[place]} holds NaN or infinity");
        }

        return tensors;
    }

    private static void Apply(OptimizerHelper optimizer, List<double[]> settings)
    {
        var before = optimizer.Groups.Select(group => group.Options.Save()).ToList();
        try
        {
            foreach (var (group, saved) in optimizer.Groups.Zip(settings))
            {
                group.Options.Load(saved);
            }
        }
        catch (InvalidDataException)
        {
            foreach (var (group, saved) in optimizer.Groups.Zip(before))
            {
                group.Options.Load(saved);
            }

            throw;
        }
    }
}
