namespace EventCollab.Learning.Models.Networks;

/// <summary>What a long short-term memory knows after a series' last step: [N, steps, inputs] to [N, hidden].</summary>
internal sealed class SeriesExtractor : Module<Tensor, Tensor>
{
    // The fields' names are the keys of saved states.
    private readonly LSTM lstm;
    private readonly SeededDropout dropout;

    public SeriesExtractor(int inputs, int hidden, double dropped, RandomSource random)
        : base(nameof(SeriesExtractor))
    {
        lstm = LSTM(inputs, hidden, 1, true, true);
        dropout = new SeededDropout(dropped, random);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        var (outputs, _, _) = lstm.call(input);
        return dropout.call(outputs.narrow(1, outputs.shape[1] - 1, 1).squeeze(1));
    }
}
