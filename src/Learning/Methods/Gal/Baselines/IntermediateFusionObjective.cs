using EventCollab.Learning.Models.Networks;
using EventCollab.Learning.Models.Neural;

namespace EventCollab.Learning.Methods.Gal.Baselines;

/// <summary>The loss of one head, that of the first network, on the mean of all extractors' features.</summary>
/// <param name="networks">One a block, all with as many features.</param>
/// <param name="inputs">The blocks' rows, in the same order.</param>
/// <param name="targets">The labels.</param>
internal sealed class IntermediateFusionObjective(IReadOnlyList<Network> networks, IReadOnlyList<RowReader> inputs, ITargets targets) : IObjective
{
    public int Rows => inputs[0].Rows;

    public Tensor Loss(ReadOnlySpan<int> rows)
    {
        var sum = networks[0].Extractor.call(inputs[0].Read(rows));
        for (var m = 1; m < networks.Count; m++)
        {
            sum += networks[m].Extractor.call(inputs[m].Read(rows));
        }

        return targets.Loss(networks[0].Head.call(sum / networks.Count), rows);
    }
}
