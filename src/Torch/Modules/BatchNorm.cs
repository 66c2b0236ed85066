using static EventCollab.Torch.torch;

namespace EventCollab.Torch.Modules;

/// <summary>
/// Batch normalisation (Ioffe and Szegedy 2015). In training by the batch's own mean and variance, which also move the running
/// statistics; in evaluation by the running statistics. State: weight, bias, running_mean, running_var and the int64 counter
/// num_batches_tracked, which must never be averaged between organizations as a number.
/// </summary>
public abstract class BatchNorm : nn.Module<Tensor, Tensor>
{
    private readonly double _eps;
    private readonly double _momentum;
    private readonly Parameter? _weight;
    private readonly Parameter? _bias;
    private readonly Tensor? _runningMean;
    private readonly Tensor? _runningVar;
    private readonly Tensor? _batches;

    private protected BatchNorm(
        string name, long features, double eps, double momentum, bool affine, bool track, Device? device, ScalarType? dtype)
        : base(name)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(features);
        (_eps, _momentum) = (eps, momentum);
        _weight = affine ? FirstWeights.Ones([features], device, dtype) : null;
        _bias = affine ? FirstWeights.Zeros([features], device, dtype) : null;
        register_parameter("weight", _weight);
        register_parameter("bias", _bias);
        if (track)
        {
            _runningMean = zeros([features], dtype, device);
            _runningVar = ones([features], dtype, device);
            _batches = zeros([], ScalarType.Int64, device);
        }

        register_buffer("running_mean", _runningMean);
        register_buffer("running_var", _runningVar);
        register_buffer("num_batches_tracked", _batches);
    }

    public Parameter? weight => _weight;

    public Parameter? bias => _bias;

    public Tensor? running_mean => _runningMean;

    public Tensor? running_var => _runningVar;

    public Tensor? num_batches_tracked => _batches;

    public override Tensor forward(Tensor input)
    {
        CheckDimensions(input.ndim);
        if (training)
        {
            _batches?.add_(1);
        }

        // Without running statistics a batch is all there is, in evaluation too.
        return nn.functional.batch_norm(input, _runningMean, _runningVar, _weight, _bias, training || _runningMean is null, _momentum, _eps);
    }

    /// <exception cref="ArgumentException">The layer is not made for inputs of so many dimensions.</exception>
    private protected abstract void CheckDimensions(int count);
}
