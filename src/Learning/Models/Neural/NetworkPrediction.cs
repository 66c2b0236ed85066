namespace EventCollab.Learning.Models.Neural;

/// <summary>Runs a network over rows, batch by batch, without gradients and with its running statistics.</summary>
internal static class NetworkPrediction
{
    /// <param name="network">Or a part of one, on the device.</param>
    /// <param name="features">N rows.</param>
    /// <param name="width">Values that it gives for a row.</param>
    /// <param name="batchRows">Rows at once.</param>
    /// <param name="device">Where the network is.</param>
    /// <returns>N x width, row-major.</returns>
    public static float[] Run(Module<Tensor, Tensor> network, IFeatures features, int width, int batchRows, Device device)
    {
        using var off = no_grad();
        network.eval();
        using var inputs = new RowReader(features, device);
        var outputs = new float[checked(features.Rows * width)];
        var rows = new int[Math.Min(batchRows, features.Rows)];
        for (var first = 0; first < features.Rows; first += rows.Length)
        {
            var count = Math.Min(rows.Length, features.Rows - first);
            for (var i = 0; i < count; i++)
            {
                rows[i] = first + i;
            }

            using var scope = NewDisposeScope();
            network.call(inputs.Read(rows.AsSpan(0, count))).cpu().data<float>().CopyTo(outputs, first * width);
        }

        return outputs;
    }
}
