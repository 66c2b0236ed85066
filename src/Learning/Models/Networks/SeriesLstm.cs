namespace EventCollab.Learning.Models.Networks;

/// <summary>GAL's network for series: one long short-term memory of 128 units, dropout 0.3 on its last state, one affine map.</summary>
/// <param name="inputs">Values of a step.</param>
/// <param name="outputs">K.</param>
/// <param name="random">Draws the dropout.</param>
public sealed class SeriesLstm(int inputs, int outputs, RandomSource random)
    : Network(nameof(SeriesLstm), new SeriesExtractor(inputs, HiddenUnits, 0.3, random), HiddenUnits, outputs)
{
    private const int HiddenUnits = 128;
}
