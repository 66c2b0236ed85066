namespace EventCollab.TorchBench;

/// <summary>Trains one network as the learning code does, each step in a dispose scope.</summary>
internal sealed class Trainer : ISubject
{
    private readonly Module<Tensor, Tensor> _net;
    private readonly optim.Optimizer _optimizer;
    private readonly bool _withOptimizer;
    private readonly List<(Tensor X, Tensor Y)> _batches = [];
    private int _next;

    public Trainer(Workload workload, string file, Device device, int batch)
    {
        using var scope = NewDisposeScope();
        var tensors = Exchange.Read(file);
        _net = Networks.Make(workload.Network);
        _net.load_state_dict(tensors.Where(entry => !entry.Key.StartsWith("data.", StringComparison.Ordinal)).ToDictionary());
        _net.to(device);
        _net.train();
        for (var start = 0; start < Workload.Batches * batch; start += batch)
        {
            _batches.Add((Slice(tensors["data.x"], start, batch, device), Slice(tensors["data.y"], start, batch, device)));
        }

        _withOptimizer = workload.Optimizer.Length > 0;
        _optimizer = workload.Optimizer == "adam" ? optim.Adam(_net.parameters(), 1e-3) : optim.SGD(_net.parameters(), 0.01, 0.9);
    }

    public IReadOnlyList<double> Check(int steps) => [.. Enumerable.Range(0, steps).Select(_ => Step(true, true))];

    public double Run(int steps)
    {
        var last = double.NaN;
        for (var i = 1; i <= steps; i++)
        {
            last = Step(_withOptimizer, i == steps);
        }

        return last;
    }

    private static Tensor Slice(Tensor all, int start, int count, Device device) => all.narrow(0, start, count).clone().to(device).DetachFromDisposeScope();

    private double Step(bool update, bool readLoss)
    {
        using var scope = NewDisposeScope();
        var (x, y) = _batches[_next];
        _next = (_next + 1) % _batches.Count;
        var loss = F.cross_entropy(_net.call(x), y);
        _optimizer.zero_grad();
        loss.backward();
        if (update)
        {
            _optimizer.step();
        }

        return readLoss ? loss.item<float>() : double.NaN;
    }
}
