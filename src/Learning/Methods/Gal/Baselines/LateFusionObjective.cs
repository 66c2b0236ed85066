using EventCollab.Learning.Models.Networks;
using EventCollab.Learning.Models.Neural;

namespace EventCollab.Learning.Methods.Gal.Baselines;

/// <summary>The sum of the losses that each block's own model has on the labels.</summary>
/// <param name="networks">One a block.</param>
/// <param name="inputs">The blocks' rows, in the same order.</param>
/// <param name="targets">The labels, at every block.</param>
internal sealed class LateFusionObjective(IReadOnlyList<Network> networks, IReadOnlyList<RowReader> inputs, ITargets targets) : IObjective
{
    public int Rows => inputs[0].Rows;

    public Tensor Loss(ReadOnlySpan<int> rows)
    {
        var sum = targets.Loss(networks[0].call(inputs[0].Read(rows)), rows);
        for (var m = 1; m < networks.Count; m++)
        {
            sum += targets.Loss(networks[m].call(inputs[m].Read(rows)), rows);
        }

        return sum;
    }
}
