namespace EventCollab.Torch.Tests;

/// <summary>Memory of whole trainings, each in a process of its own: the other tests' memory is not theirs.</summary>
public sealed class ResidentMemoryTests
{
    [Fact]
    public async Task A_thousand_steps_in_scopes_take_no_more_memory_than_a_hundred()
        => await OwnProcess.RunAsync(nameof(A_thousand_steps_here_keep_memory_and_tensors_constant));

    [Fact]
    public async Task Three_hundred_steps_without_a_scope_stay_below_a_gigabyte()
        => await OwnProcess.RunAsync(nameof(Three_hundred_steps_without_a_scope_here_stay_below_a_gigabyte));

    [Fact]
    public async Task A_process_may_keep_the_allocator_as_it_is()
        => await OwnProcess.RunAsync(nameof(The_allocator_here_is_as_glibc_sets_it), (Native.ShimLoader.KeepMallocVariable, "1"));

    [Fact(Explicit = true)]
    public void A_thousand_steps_here_keep_memory_and_tensors_constant()
    {
        using var training = new Training(16);
        var (early, live) = (0L, 0L);
        for (var i = 1; i <= 1000; i++)
        {
            using (NewDisposeScope())
            {
                training.Step();
            }

            if (i == 100)
            {
                (early, live) = (Resident("VmRSS"), Diagnostics.LiveTensors);
            }
        }

        Diagnostics.LiveTensors.ShouldBe(live);
        ((double)Resident("VmRSS") / early).ShouldBeInRange(0.95, 1.05);
    }

    [Fact(Explicit = true)]
    public void Three_hundred_steps_without_a_scope_here_stay_below_a_gigabyte()
    {
        // Some 6 MiB of activations a step: 1.7 GiB if nobody freed any.
        using var training = new Training(48);
        for (var i = 0; i < 300; i++)
        {
            training.Step();
        }

        Resident("VmHWM").ShouldBeLessThan(1L << 30);
    }

    [Fact(Explicit = true)]
    public void The_allocator_here_is_as_glibc_sets_it()
    {
        TorchInfo.Collect().KeepsMalloc.ShouldBeTrue();
        // 64 MiB come and go: glibc maps a block of that size for itself and gives it back at once.
        var before = Resident("VmRSS");
        ones(16, 1 << 20).Dispose();
        (Resident("VmRSS") - before).ShouldBeLessThan(32 << 20);
    }

    private static long Resident(string field)
        => long.Parse(File.ReadLines("/proc/self/status").Single(line => line.StartsWith(field, StringComparison.Ordinal)).Split(':')[1].Replace("kB", "")) << 10;

    private sealed class Training : IDisposable
    {
        private readonly Sequential _net = Sequential(
            Conv2d(1, 16, 3, padding: 1), BatchNorm2d(16), ReLU(), MaxPool2d(2),
            Conv2d(16, 16, 3, padding: 1), BatchNorm2d(16), ReLU(), Flatten(), Linear(16 * 14 * 14, 10));

        private readonly optim.Optimizer _optimizer;
        private readonly Tensor _x;
        private readonly Tensor _y;

        internal Training(int batch)
        {
            (_x, _y) = (randn(batch, 1, 28, 28), randint(0, 10, [batch]));
            set_num_threads(1);
            _optimizer = optim.SGD(_net.parameters(), 0.01, 0.9);
        }

        public void Dispose()
        {
            _optimizer.Dispose();
            _net.Dispose();
            _x.Dispose();
            _y.Dispose();
        }

        internal void Step()
        {
            _optimizer.zero_grad();
            F.cross_entropy(_net.call(_x), _y).backward();
            _optimizer.step();
        }
    }
}
