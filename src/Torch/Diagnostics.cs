namespace EventCollab.Torch;

/// <summary>What the binding holds at the moment.</summary>
public static class Diagnostics
{
    private static long _live;

    /// <summary>Tensor objects of this process that still own native memory.</summary>
    public static long LiveTensors => Interlocked.Read(ref _live);

    internal static void Born() => Interlocked.Increment(ref _live);

    internal static void Freed(int count) => Interlocked.Add(ref _live, -count);
}
