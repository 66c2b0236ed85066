using static EventCollab.Torch.torch;

namespace EventCollab.Torch.Modules;

/// <summary>Parameters that share their settings.</summary>
public abstract class ParamGroup : optim.ILearningRateController
{
    private protected ParamGroup(IEnumerable<Parameter> parameters, OptimizerOptions options)
    {
        List = [.. parameters];
        Options = options;
    }

    public IEnumerable<Parameter> Parameters => List;

    public OptimizerOptions Options { get; }

    public double LearningRate
    {
        get => Options.LearningRate!.Value;
        set => Options.LearningRate = value;
    }

    public double InitialLearningRate
    {
        get => Options.InitialLearningRate!.Value;
        set => Options.InitialLearningRate = value;
    }

    internal IReadOnlyList<Parameter> List { get; }
}

/// <summary>The same with an optimizer's own settings.</summary>
public abstract class ParamGroup<TOptions> : ParamGroup
    where TOptions : OptimizerOptions
{
    private protected ParamGroup(IEnumerable<Parameter> parameters, TOptions options)
        : base(parameters, options)
        => Own = options;

    internal TOptions Own { get; }
}
