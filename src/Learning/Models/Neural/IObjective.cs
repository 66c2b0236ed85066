namespace EventCollab.Learning.Models.Neural;

/// <summary>What gradient descent makes small.</summary>
internal interface IObjective
{
    /// <summary>N.</summary>
    int Rows { get; }

    /// <returns>The mean loss over the rows, in the caller's scope.</returns>
    Tensor Loss(ReadOnlySpan<int> rows);
}
