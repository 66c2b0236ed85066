namespace EventCollab.Learning.Models.Networks;

/// <summary>
/// A network in two parts: an extractor from samples to features, and a head from features to K outputs. Parameters are named
/// <c>extractor.*</c> and <c>head.*</c> in saved states; a shared extractor is the first part alone.
/// </summary>
public abstract class Network : Module<Tensor, Tensor>
{
    // The fields' names are the keys of saved states.
    protected readonly Module<Tensor, Tensor> extractor;
    protected readonly Module<Tensor, Tensor> head;

    /// <param name="name">Of the kind of network.</param>
    /// <param name="extractor">From [N, ...sample] to [N, features].</param>
    /// <param name="features">What the extractor gives for a sample.</param>
    /// <param name="outputs">K.</param>
    protected Network(string name, Module<Tensor, Tensor> extractor, int features, int outputs)
        : base(name)
    {
        this.extractor = extractor;
        head = Linear(features, outputs);
        Features = features;
        RegisterComponents();
    }

    /// <summary>Values that the extractor gives for a sample.</summary>
    public int Features { get; }

    public Module<Tensor, Tensor> Extractor => extractor;

    public Module<Tensor, Tensor> Head => head;

    /// <returns>[N, K].</returns>
    public override Tensor forward(Tensor input) => head.call(extractor.call(input));
}
