using System.Collections.Concurrent;

namespace EventCollab.Torch.Tests;

/// <summary>The cache of small blocks that the shim puts before libtorch's allocator.</summary>
public sealed class SmallBlockTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(256)]
    [InlineData(257)]
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

    [Fact]
    public void A_tensor_without_elements_is_made_and_freed()
    {
        using var nothing = ones(0);
        nothing.data<float>().ToArray().ShouldBeEmpty();
    }
}
