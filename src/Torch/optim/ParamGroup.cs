namespace EventCollab.Torch.Modules;

/// <summary>Parameters that share their settings.</summary>
public sealed class ParamGroup
{
    internal ParamGroup(IEnumerable<Parameter> parameters, double learningRate)
    {
        Parameters = [.. parameters];
        LearningRate = InitialLearningRate = learningRate;
    }

    public IReadOnlyList<Parameter> Parameters { get; }

    public double LearningRate { get; set; }

    /// <summary>The rate that schedules begin with.</summary>
    public double InitialLearningRate { get; set; }
}
