using EventCollab.Learning.Data.Partitions;

namespace EventCollab.Learning.Data;

/// <summary>What one organization holds: its rows of its columns, prepared, and nothing of the others'.</summary>
public sealed class OrganizationData : ILocalData
{
    internal OrganizationData(ISamples samples, Holding holding, Preparation preparation, Targets? targets)
    {
        Samples = samples;
        Holding = holding;
        Preparation = preparation;
        TrainingIds = new SelectedIds(samples.Ids, holding.Rows.Training);
        EvaluationIds = new SelectedIds(samples.Ids, holding.Rows.Evaluation);
        Training = samples.Prepare(holding.Block, preparation, holding.Rows.Training);
        Evaluation = samples.Prepare(holding.Block, preparation, holding.Rows.Evaluation);
        Targets = targets;
    }

    /// <summary>What is held, in a few words: names of columns, or the size of a patch.</summary>
    public string Description => Samples.Describe(Holding.Block);

    public IReadOnlyList<string> TrainingIds { get; }

    public IReadOnlyList<string> EvaluationIds { get; }

    public IFeatures Training { get; }

    public IFeatures Evaluation { get; }

    public Targets? Targets { get; }

    internal ISamples Samples { get; }

    internal Holding Holding { get; }

    /// <summary>How the raw values became features, as learnt from training rows.</summary>
    internal Preparation Preparation { get; }
}
