using System.Runtime.InteropServices;
using EventCollab.Torch.Native;

namespace EventCollab.Torch;

/// <summary>libtorch under TorchSharp's names: a subset, same parameters and defaults.</summary>
public static unsafe partial class torch
{
    /// <summary>Begins a scope that frees this thread's tensors at its end.</summary>
    public static DisposeScope NewDisposeScope() => new();

    public static AutoGradMode no_grad() => new(false);

    public static AutoGradMode set_grad_enabled(bool mode = true) => new(mode);

    public static AutoGradMode enable_grad(bool enabled = true) => new(enabled);

    public static bool is_grad_enabled() => AutoGradMode.IsEnabled;

    public static int get_num_threads()
    {
        int count;
        Status.Check(NativeMethods.ec_get_threads(&count), nameof(get_num_threads));
        return count;
    }

    public static void set_num_threads(int num) => Status.Check(NativeMethods.ec_set_threads(num), nameof(set_num_threads));

    /// <summary>Threads for work that runs beside the caller's (libtorch's background tasks).</summary>
    public static int get_num_interop_threads()
    {
        int count;
        Status.Check(NativeMethods.ec_get_interop_threads(&count), nameof(get_num_interop_threads));
        return count;
    }

    /// <summary>Once per process, before the first background work.</summary>
    /// <exception cref="ExternalException">It was set before, or such work has begun.</exception>
    public static void set_num_interop_threads(int num)
        => Status.Check(NativeMethods.ec_set_interop_threads(num), nameof(set_num_interop_threads));
}
