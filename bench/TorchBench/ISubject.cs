namespace EventCollab.TorchBench;

/// <summary>What a worker measures.</summary>
internal interface ISubject
{
    /// <summary>Steps whose results the two sides compare.</summary>
    IReadOnlyList<double> Check(int steps);

    /// <summary>Steps that are timed.</summary>
    /// <returns>The result of the last.</returns>
    double Run(int steps);
}
