namespace EventCollab.Learning;

/// <summary>Where an organization trains.</summary>
public sealed record ComputeSettings
{
    /// <summary><c>cpu</c>, <c>cuda</c>, <c>cuda:N</c> or <c>auto</c>.</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>Threads of one operation. The number decides the order of sums and so the bits of the result.</summary>
    public int Threads { get; init; } = 1;
}
