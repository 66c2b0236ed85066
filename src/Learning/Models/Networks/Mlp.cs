namespace EventCollab.Learning.Models.Networks;

/// <summary>A perceptron with one hidden layer of 64 rectified units.</summary>
/// <param name="columns">Values of a sample.</param>
/// <param name="outputs">K.</param>
public sealed class Mlp(int columns, int outputs) : Network(
    nameof(Mlp),
    Sequential(("flatten", Flatten()), ("hidden", Linear(columns, HiddenUnits)), ("relu", ReLU())),
    HiddenUnits,
    outputs)
{
    private const int HiddenUnits = 64;
}
