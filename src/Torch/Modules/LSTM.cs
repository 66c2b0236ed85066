using EventCollab.Torch.Native;
using static EventCollab.Torch.torch;

namespace EventCollab.Torch.Modules;

/// <summary>
/// Long short-term memory over sequences [steps, batch, inputs], or [batch, steps, inputs] when so made. Gates lie in PyTorch's
/// order (input, forget, cell, output) and parameters under its names: weight_ih_l0, weight_hh_l0, bias_ih_l0, bias_hh_l0,
/// then l1 and so on, with _reverse for the second direction.
/// </summary>
public sealed class LSTM : nn.Module<Tensor, (Tensor, Tensor)?, (Tensor, Tensor, Tensor)>
{
    private readonly Parameter[] _weights;
    private readonly long _hidden;
    private readonly long _layers;
    private readonly bool _bias;
    private readonly bool _batchFirst;
    private readonly double _dropout;
    private readonly bool _bidirectional;

    internal LSTM(
        long inputSize, long hiddenSize, long numLayers, bool bias, bool batchFirst, double dropout, bool bidirectional, Device? device,
        ScalarType? dtype)
        : base(nameof(LSTM))
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inputSize);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(hiddenSize);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(numLayers);
        (_hidden, _layers, _bias, _batchFirst, _dropout, _bidirectional) = (hiddenSize, numLayers, bias, batchFirst, dropout, bidirectional);
        _weights = [.. Draw(inputSize, device, dtype)];
    }

    private long Directions => _bidirectional ? 2 : 1;

    /// <param name="input1">The sequences.</param>
    /// <param name="input2">First hidden and cell state, each [layers x directions, batch, hidden]; zeros when null.</param>
    /// <returns>The last layer's hidden state at every step, and each layer's last hidden and cell state.</returns>
    public override (Tensor, Tensor, Tensor) forward(Tensor input1, (Tensor, Tensor)? input2 = null)
    {
        var (hidden, cell) = input2 ?? Rest(input1);
        return Ops.Lstm.Call3(
            input1, Arg.Tensors([hidden, cell]), Arg.Tensors(_weights), _bias, _layers, _dropout, training, _bidirectional, _batchFirst);
    }

    public new (Tensor, Tensor, Tensor) call(Tensor input1, (Tensor, Tensor)? input2 = null) => base.call(input1, input2);

    private (Tensor Hidden, Tensor Cell) Rest(Tensor input)
    {
        long[] shape = input.ndim == 3
            ? [_layers * Directions, input.size(_batchFirst ? 0 : 1), _hidden]
            : throw new ArgumentException($"LSTM takes sequences of 3 dimensions, not {input.ndim}");
        return (zeros(shape, input.dtype, input.device), zeros(shape, input.dtype, input.device));
    }

    private IEnumerable<Parameter> Draw(long inputSize, Device? device, ScalarType? dtype)
    {
        var bound = 1.0 / Math.Sqrt(_hidden);
        for (var layer = 0L; layer < _layers; layer++)
        {
            var inputs = layer == 0 ? inputSize : _hidden * Directions;
            for (var direction = 0; direction < Directions; direction++)
            {
                var end = $"l{layer}{(direction == 1 ? "_reverse" : "")}";
                (string Name, long[] Shape)[] parts =
                [
                    ($"weight_ih_{end}", [4 * _hidden, inputs]), ($"weight_hh_{end}", [4 * _hidden, _hidden]),
                    ($"bias_ih_{end}", [4 * _hidden]), ($"bias_hh_{end}", [4 * _hidden]),
                ];
                foreach (var (name, shape) in _bias ? parts : parts[..2])
                {
                    var drawn = FirstWeights.Uniform(shape, bound, device, dtype);
                    register_parameter(name, drawn);
                    yield return drawn;
                }
            }
        }
    }
}
