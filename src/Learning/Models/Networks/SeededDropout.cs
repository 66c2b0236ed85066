namespace EventCollab.Learning.Models.Networks;

/// <summary>
/// Dropout whose zeros follow from the fit's own seed. libtorch draws them from a generator that the whole process shares, so
/// two agents that train at once would disturb each other's models.
/// </summary>
/// <param name="p">The probability of a zero; what is kept is divided by 1 - p.</param>
/// <param name="random">Draws the zeros, in training only.</param>
internal sealed class SeededDropout(double p, RandomSource random) : Module<Tensor, Tensor>(nameof(SeededDropout))
{
    private float[] _mask = [];

    public override Tensor forward(Tensor input)
    {
        if (!training)
        {
            return input;
        }

        if (_mask.Length != input.numel())
        {
            _mask = new float[input.numel()];
        }

        var kept = (float)(1 / (1 - p));
        for (var i = 0; i < _mask.Length; i++)
        {
            _mask[i] = random.NextDouble() < p ? 0 : kept;
        }

        return input * tensor(_mask, input.shape).to(input.device);
    }
}
