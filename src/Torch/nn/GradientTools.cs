using System.Buffers;
using EventCollab.Torch.Native;

namespace EventCollab.Torch;

internal static unsafe class GradientTools
{
    /// <summary>Drops the gradients in one native call. The next backward then stores its result instead of adding to zeros.</summary>
    internal static void Forget(IEnumerable<torch.Tensor> tensors)
    {
        var list = tensors as IReadOnlyList<torch.Tensor> ?? [.. tensors];
        var handles = ArrayPool<nint>.Shared.Rent(list.Count);
        for (var i = 0; i < list.Count; i++)
        {
            handles[i] = list[i].Handle;
        }

        fixed (nint* start = handles)
        {
            Status.Check(NativeMethods.ec_zero_grad(start, list.Count), "zero_grad");
        }

        GC.KeepAlive(list);
        ArrayPool<nint>.Shared.Return(handles);
    }
}
