using System.Collections.Concurrent;

namespace EventCollab.Torch.Tests;

/// <summary>The cache of blocks that the shim puts before libtorch's allocator.</summary>
public sealed class BlockTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(320)]
    [InlineData(321)]
    [InlineData(5000)]
    public void Tensors_made_on_one_thread_and_freed_on_another_keep_their_numbers_apart(int count)
    {
        // More than a thread keeps, so that blocks go both ways and some past the cache.
        const int Rounds = 5;
        const int Held = 300;
        using var queue = new BlockingCollection<(Tensor Tensor, float Value)>(Held);
        var wrong = 0;
        var reader = new Thread(() =>
        {
            foreach (var (tensor, value) in queue.GetConsumingEnumerable())
            {
                wrong += tensor.data<float>().ToArray().All(number => number == value) ? 0 : 1;
                tensor.Dispose();
            }
        });
        reader.Start();
        for (var i = 0; i < Rounds * Held; i++)
        {
            queue.Add((full([count], (float)i), i));
            full([count], -1f).Dispose();
        }

        queue.CompleteAdding();
        reader.Join();
        wrong.ShouldBe(0);
    }

    [Fact]
    public void A_tensor_outlives_the_thread_that_made_it()
    {
        Tensor? made = null;
        var maker = new Thread(() =>
        {
            ones(4).Dispose();
            made = full([4], 7f);
        });
        maker.Start();
        maker.Join();

        ones(4).Dispose();
        made!.data<float>().ToArray().ShouldBe([7, 7, 7, 7]);
        made.Dispose();
    }

    /// <summary>glibc alone gives them back to the kernel, whatever its settings: the heaps of later threads have none.</summary>
    [Fact]
    public void A_thread_of_its_own_keeps_the_memory_of_large_tensors_from_step_to_step()
    {
        const int Steps = 20;
        var faults = 0L;
        var trainer = new Thread(() =>
        {
            var before = 0L;
            for (var step = -3; step < Steps; step++)
            {
                before = step == 0 ? FaultsOfThisThread() : before;
                // 60 MiB: more than a heap of glibc's, and the last is beyond what its settings keep even in the first heap.
                using var scope = NewDisposeScope();
                ones(1 << 20);
                ones(5 << 20);
                ones(9 << 20);
            }

            faults = FaultsOfThisThread() - before;
        });
        trainer.Start();
        trainer.Join();

        // 15 000 a step where they went back.
        (faults / Steps).ShouldBeLessThan(100);
    }

    [Fact]
    public void Sizes_that_do_not_come_again_are_given_back()
    {
        using var scope = NewDisposeScope();
        ones(1);
        var before = Environment.WorkingSet;
        for (var megabytes = 20; megabytes <= 160; megabytes++)
        {
            ones(megabytes << 18).Dispose();
        }

        // 12 GiB altogether; half a gigabyte is kept, and one size before the limit is noticed.
        (Environment.WorkingSet - before).ShouldBeLessThan(800L << 20);
    }

    [Fact]
    public void A_tensor_without_elements_is_made_and_freed()
    {
        using var nothing = ones(0);
        nothing.data<float>().ToArray().ShouldBeEmpty();
    }

    private static long FaultsOfThisThread()
    {
        var stat = File.ReadAllText("/proc/thread-self/stat");
        return long.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[7]);
    }
}
