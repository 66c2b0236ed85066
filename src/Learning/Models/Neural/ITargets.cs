namespace EventCollab.Learning.Models.Neural;

/// <summary>What a network is trained towards.</summary>
internal interface ITargets : IDisposable
{
    /// <param name="outputs">[rows, K].</param>
    /// <param name="rows">Which.</param>
    /// <returns>The mean loss over the rows.</returns>
    Tensor Loss(Tensor outputs, ReadOnlySpan<int> rows);
}
