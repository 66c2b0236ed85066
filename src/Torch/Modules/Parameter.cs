namespace EventCollab.Torch.Modules;

/// <summary>A tensor that a module trains. It takes over the tensor it is made from and belongs to no dispose scope.</summary>
public sealed class Parameter : torch.Tensor
{
    /// <param name="data">The first values; the object is empty afterwards.</param>
    /// <param name="requires_grad">Whether training changes it.</param>
    public Parameter(torch.Tensor data, bool requires_grad = true)
        : base(Detached(data))
    {
        DetachFromDisposeScope();
        this.requires_grad = requires_grad;
    }

    private static nint Detached(torch.Tensor data)
    {
        // Without its history: a parameter is a leaf of the graph.
        var plain = data.detach();
        data.Dispose();
        return plain.Release();
    }
}
