using EventCollab.Torch.Native;

namespace EventCollab.Torch;

/// <summary>libtorch under TorchSharp's names: a subset, same parameters and defaults.</summary>
public static unsafe partial class torch
{
    /// <summary>Begins a scope that frees this thread's tensors at its end.</summary>
    public static DisposeScope NewDisposeScope() => new();

    public static AutoGradMode no_grad() => new(false);

    public static AutoGradMode enable_grad(bool enabled = true) => new(enabled);

    public static bool is_grad_enabled() => AutoGradMode.IsEnabled;

    /// <summary>Seeds the process-wide generators of all devices.</summary>
    public static void manual_seed(long seed) => Status.Check(NativeMethods.ec_manual_seed(seed), nameof(manual_seed));

    public static int get_num_threads()
    {
        int count;
        Status.Check(NativeMethods.ec_get_threads(&count), nameof(get_num_threads));
        return count;
    }

    public static void set_num_threads(int num) => Status.Check(NativeMethods.ec_set_threads(num), nameof(set_num_threads));

    public static class random
    {
        public static void manual_seed(long seed) => torch.manual_seed(seed);
    }
}
