using EventCollab.Torch.Native;

namespace EventCollab.Torch;

public static unsafe partial class torch
{
    /// <summary>Seeds the process-wide generators of all devices.</summary>
    public static Generator manual_seed(long seed) => random.manual_seed(seed);

    /// <summary>The seed that the process-wide generator of the CPU began with.</summary>
    public static long initial_seed() => random.initial_seed();

    /// <summary>Where the process-wide generator of the CPU stands, as bytes.</summary>
    public static Tensor get_rng_state() => random.get_rng_state();

    public static void set_rng_state(Tensor new_state) => random.set_rng_state(new_state);

    public static class random
    {
        /// <summary>Seeds the process-wide generators of all devices.</summary>
        /// <returns>The one of the CPU. It is the process's: disposing it frees this object only, and nobody has to.</returns>
        public static Generator manual_seed(long seed)
        {
            Status.Check(NativeMethods.ec_manual_seed(seed), nameof(manual_seed));
            return Generator.Default;
        }

        public static long initial_seed()
        {
            using var generator = Generator.Default;
            return generator.initial_seed();
        }

        public static Tensor get_rng_state()
        {
            using var generator = Generator.Default;
            return generator.get_state();
        }

        public static void set_rng_state(Tensor new_state)
        {
            using var generator = Generator.Default;
            generator.set_state(new_state);
        }
    }
}
