using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace EventCollab.Learning.Methods.AddOne;

/// <summary>Adds 1 to each element.</summary>
internal sealed class AddOneParticipant : IParticipant
{
    public TensorSet Contribute(StepTask task, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var vector = task.Broadcast[AddOneCoordinator.VectorName];
        var bytes = new byte[vector.Bytes.Length];
        TensorPrimitives.Add(vector.Singles, 1f, MemoryMarshal.Cast<byte, float>(bytes.AsSpan()));
        return new TensorSet(new NamedTensor(vector.Spec, bytes));
    }

    public void Dispose()
    {
        // Nothing is held between calls.
    }
}
