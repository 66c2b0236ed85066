namespace EventCollab.Learning.Models.Neural;

/// <summary>The loss of a network on an organization's rows.</summary>
internal sealed class NetworkObjective(Module<Tensor, Tensor> network, RowReader inputs, ITargets targets) : IObjective
{
    public int Rows => inputs.Rows;

    public Tensor Loss(ReadOnlySpan<int> rows) => targets.Loss(network.call(inputs.Read(rows)), rows);
}
