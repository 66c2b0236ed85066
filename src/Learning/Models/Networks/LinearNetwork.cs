namespace EventCollab.Learning.Models.Networks;

/// <summary>One affine map of all values of a sample.</summary>
/// <param name="columns">Values of a sample.</param>
/// <param name="outputs">K.</param>
public sealed class LinearNetwork(int columns, int outputs) : Network(nameof(LinearNetwork), Flatten(), columns, outputs);
