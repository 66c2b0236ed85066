namespace EventCollab.Torch.Tests;

internal static class LiveTensors
{
    /// <summary>The count once the tensors that other tests dropped are gone, so that none of them goes during this test.</summary>
    internal static long Settled()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return Diagnostics.LiveTensors;
    }
}
