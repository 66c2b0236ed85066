namespace EventCollab.Torch.Tests;

public sealed class MemoryTests
{
    [Fact]
    public void A_thousand_training_steps_in_scopes_leave_no_tensor_behind()
    {
        using var net = Sequential(("a", Linear(8, 16)), ("relu", ReLU()), ("b", Linear(16, 3)));
        using var optimizer = optim.Adam(net.parameters());
        Train(net, optimizer);
        var afterOne = LiveTensors.Settled();

        for (var i = 0; i < 1000; i++)
        {
            Train(net, optimizer);
        }

        Diagnostics.LiveTensors.ShouldBe(afterOne);
    }

    [Fact]
    public void Without_a_scope_the_collector_is_told_of_the_native_memory_and_keeps_it_bounded()
    {
        // 2000 tensors of 4 MiB: 8 GiB if nobody freed any.
        var most = 0L;
        for (var i = 0; i < 2000; i++)
        {
            _ = ones(1024, 1024);
            most = Math.Max(most, Diagnostics.LiveTensors);
        }

        most.ShouldBeLessThan(250);
    }

    [Fact]
    public void A_tensor_that_could_not_be_taken_over_shares_its_last_resort_with_no_other()
    {
        using var one = ones(2);
        using var other = ones(2);
        using var target = ones(2);
        var gone = ones(2);
        gone.Dispose();

        Should.Throw<Exception>(() => target.TakeOver(gone));
        target.Dispose();

        // The next two of this thread.
        var (first, second) = (LastResort.For(one.Handle), LastResort.For(other.Handle));
        first.ShouldNotBeSameAs(second);
        first.StepBack();
        second.StepBack();
    }

    [Fact]
    public void A_scope_frees_what_was_made_in_it_and_spares_what_moved_out()
    {
        var before = LiveTensors.Settled();
        using (NewDisposeScope())
        {
            Tensor kept;
            Tensor detached;
            using (var inner = NewDisposeScope())
            {
                kept = ones(2).MoveToOuterDisposeScope();
                detached = ones(2).DetachFromDisposeScope();
                ones(2).Dispose();
                var lost = ones(2);
                inner.DisposablesCount.ShouldBe(1);
                inner.Dispose();
                Should.Throw<ObjectDisposedException>(() => lost.shape);
            }

            Diagnostics.LiveTensors.ShouldBe(before + 2);
            kept.shape.ShouldBe([2]);
            detached.Dispose();
        }

        Diagnostics.LiveTensors.ShouldBe(before);
    }

    [Fact]
    public void The_tensors_of_a_thread_that_died_inside_its_scope_are_collected()
    {
        var before = LiveTensors.Settled();
        OnAnotherThread(() =>
        {
            _ = NewDisposeScope();
            for (var i = 0; i < 10; i++)
            {
                _ = ones(1);
            }
        }).ShouldBeNull();

        LiveTensors.Settled().ShouldBe(before);
    }

    [Fact]
    public void Disposing_tensors_in_any_order_keeps_the_scope_whole()
    {
        var before = LiveTensors.Settled();
        using (var scope = NewDisposeScope())
        {
            var tensors = Enumerable.Range(0, 5).Select(_ => ones(1)).ToArray();
            foreach (var i in new[] { 0, 4, 2 })
            {
                tensors[i].Dispose();
                tensors[i].Dispose();
            }

            scope.DisposablesCount.ShouldBe(2);
        }

        Diagnostics.LiveTensors.ShouldBe(before);
    }

    [Fact]
    public void A_scope_that_ends_before_the_scope_inside_it_is_an_error()
    {
        var outer = NewDisposeScope();
        var inner = NewDisposeScope();
        Should.Throw<InvalidOperationException>(outer.Dispose).Message.ShouldContain("inside it");
        inner.Dispose();
        outer.Dispose();
    }

    [Fact]
    public void A_scope_or_a_grad_mode_that_ends_on_another_thread_is_an_error()
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        OnAnotherThread(scope.Dispose).ShouldBeOfType<InvalidOperationException>().Message.ShouldContain("await");
        OnAnotherThread(off.Dispose).ShouldBeOfType<InvalidOperationException>().Message.ShouldContain("await");
    }

    [Fact]
    public void No_grad_records_nothing_and_ends_where_it_is_disposed()
    {
        using var scope = NewDisposeScope();
        var w = ones([2], requires_grad: true);
        using (no_grad())
        {
            (w * 2).requires_grad.ShouldBeFalse();
            using (enable_grad())
            {
                (w * 2).requires_grad.ShouldBeTrue();
            }

            is_grad_enabled().ShouldBeFalse();
        }

        (w * 2).requires_grad.ShouldBeTrue();
    }

    private static Exception? OnAnotherThread(Action action)
    {
        Exception? caught = null;
        var thread = new Thread(() => caught = Record.Exception(action));
        thread.Start();
        thread.Join();
        return caught;
    }

    private static void Train(Module<Tensor, Tensor> net, optim.Optimizer optimizer)
    {
        using var scope = NewDisposeScope();
        optimizer.zero_grad();
        F.cross_entropy(net.call(randn(4, 8)), tensor(new long[] { 0, 1, 2, 0 })).backward();
        nn.utils.clip_grad_norm_(net.parameters(), 1.0);
        optimizer.step();
    }

    [Fact]
    public void A_sequence_lets_go_of_a_result_when_the_next_module_has_used_it()
    {
        using var net = Sequential(Linear(4, 4), ReLU(true), Identity(), Dropout(), Linear(4, 4), Tanh(), ReLU());
        using var input = ones(2, 4);
        var before = LiveTensors.Settled();

        using (var output = net.call(input))
        {
            Diagnostics.LiveTensors.ShouldBe(before + 1);
            // What the gradient needs, libtorch keeps.
            using var loss = output.sum();
            loss.backward();
        }

        input.shape.ShouldBe([2, 4]);
        net.parameters().Select(parameter => parameter.grad is not null).ShouldAllBe(there => there);
    }
}
