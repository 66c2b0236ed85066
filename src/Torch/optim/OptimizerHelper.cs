using static EventCollab.Torch.torch;

namespace EventCollab.Torch.Modules;

/// <summary>An optimizer that makes each parameter's step from its gradient alone, and whose state can be saved.</summary>
public abstract class OptimizerHelper : optim.Optimizer
{
    private readonly Dictionary<Parameter, OptimizerState> _states = [];

    private protected OptimizerHelper()
    {
    }

    /// <summary>The names of the tensors it keeps for a parameter, in the order of their places.</summary>
    internal abstract IReadOnlyList<string> StateNames { get; }

    /// <summary>
    /// Settings and memory, group by group and parameter by parameter in their order. The objects are the optimizer's own, not
    /// copies: <see cref="load_state_dict(StateDictionary)"/> and saving copy.
    /// </summary>
    public virtual StateDictionary state_dict() => new(GetType().Name, [.. Groups.Select(group => group.Options)], [.. parameters().Select(StateOf)]);

    /// <summary>Takes over settings and memory of an optimizer of the same kind with parameters of the same shapes, all or, on an error, none.</summary>
    /// <exception cref="ArgumentException">It is of another kind, or its parameters differ.</exception>
    public virtual void load_state_dict(StateDictionary state_dict)
    {
        // Through the saved form: one place that checks, and nothing is shared between two optimizers.
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        try
        {
            OptimizerFile.Write(writer, state_dict);
            writer.Flush();
            stream.Position = 0;
            using var reader = new BinaryReader(stream);
            OptimizerFile.Read(reader, this);
        }
        catch (InvalidDataException e)
        {
            throw new ArgumentException(e.Message, nameof(state_dict), e);
        }
    }

    /// <summary>Writes settings and memory; a training that loads them goes on bit for bit as if it had not stopped.</summary>
    public void save_state_dict(string location) => AtomicFile.Write(location, save_state_dict);

    public void save_state_dict(BinaryWriter writer) => OptimizerFile.Write(writer, state_dict());

    /// <exception cref="InvalidDataException">The bytes are cut off, or not of an optimizer of this kind with these parameters.</exception>
    public void load_state_dict(string location)
    {
        using var stream = File.OpenRead(location);
        using var reader = new BinaryReader(stream);
        OptimizerFile.Read(reader, this);
    }

    public void load_state_dict(BinaryReader reader) => OptimizerFile.Read(reader, this);

    /// <summary>Moves the memory to where the parameters now lie.</summary>
    public void to(Device device)
    {
        foreach (ref var tensor in _states.Values.SelectMany(state => state.Tensors).ToArray().AsSpan())
        {
            tensor?.TakeOver(tensor.to(device));
        }
    }

    internal OptimizerState StateOf(Parameter parameter)
    {
        if (!_states.TryGetValue(parameter, out var state))
        {
            _states.Add(parameter, state = new OptimizerState(StateNames.Count));
        }

        return state;
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        foreach (var state in _states.Values)
        {
            state.Free();
        }

        _states.Clear();
    }

    /// <summary>An optimizer's settings and memory.</summary>
    public sealed class StateDictionary
    {
        internal StateDictionary(string kind, IReadOnlyList<OptimizerOptions> options, IReadOnlyList<OptimizerState> state)
            => (Kind, Options, State) = (kind, options, state);

        public IReadOnlyList<OptimizerOptions> Options { get; }

        public IReadOnlyList<OptimizerState> State { get; }

        internal string Kind { get; }
    }
}

/// <summary>The same with the settings of one kind of optimizer.</summary>
public abstract class OptimizerHelper<TOptions> : OptimizerHelper
    where TOptions : OptimizerOptions, new()
{
    private readonly TOptions _defaults;

    private protected OptimizerHelper(TOptions defaults) => _defaults = defaults;

    /// <inheritdoc/>
    public override void add_param_group(ParamGroup param_group)
    {
        if (param_group is not ParamGroup<TOptions> group)
        {
            throw new ArgumentException($"a group of {GetType().Name} is {GetType().Name}.ParamGroup, not {param_group.GetType()}", nameof(param_group));
        }

        group.Own.FillFrom(_defaults);
        base.add_param_group(group);
    }

    /// <inheritdoc/>
    public override Tensor? step(Func<Tensor>? closure = null)
    {
        Tensor? loss = null;
        if (closure is not null)
        {
            using var on = enable_grad();
            loss = closure();
        }

        using var off = no_grad();
        foreach (var group in Groups)
        {
            var options = ((ParamGroup<TOptions>)group).Own;
            foreach (var parameter in group.List)
            {
                using var gradient = parameter.grad;
                if (gradient is not null)
                {
                    Update(parameter, gradient, options, StateOf(parameter));
                }
            }
        }

        return loss;
    }

    private protected abstract void Update(Parameter parameter, Tensor gradient, TOptions options, OptimizerState state);

    private protected void AddAll(IEnumerable<ParamGroup> groups)
    {
        foreach (var group in groups)
        {
            add_param_group(group);
        }

        if (Groups.Count == 0)
        {
            throw new ArgumentException("an optimizer without parameters: was RegisterComponents forgotten?", nameof(groups));
        }
    }
}
