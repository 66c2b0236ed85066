using EventCollab.Torch.Native;

namespace EventCollab.Torch.Tests;

public sealed class LoaderTests
{
    [Fact]
    public void A_missing_library_is_answered_with_the_packages_and_the_command()
    {
        var error = Should.Throw<TorchUnavailableException>(() => ShimLoader.Load(["/nowhere/libectorch.so"]));
        error.Message.ShouldContain("libtorch-dev");
        error.Message.ShouldContain("libopenblas0-openmp");
        error.Message.ShouldContain("make native");
        error.Message.ShouldContain("/nowhere/libectorch.so");
        error.Message.ShouldNotContain("\n");
    }

    [Fact]
    public void A_shim_of_another_abi_is_refused()
    {
        using var x = ones(1);
        var (handle, _) = ShimLoader.Load([ShimLoader.LoadedFrom]);
        var error = Should.Throw<TorchUnavailableException>(() => ShimLoader.Initialize(handle, 999));
        error.Message.ShouldContain("binding ABI 999");
        error.Message.ShouldContain("make native");
    }

    [Fact]
    public void A_library_that_is_not_the_shim_is_refused()
    {
        var (handle, _) = ShimLoader.Load(["libc.so.6"]);
        Should.Throw<TorchUnavailableException>(() => ShimLoader.Initialize(handle, NativeMethods.AbiVersion)).Message.ShouldContain("not the shim");
    }

    [Fact]
    public void A_configured_path_is_the_only_one_tried()
        => ShimLoader.Candidates("/my/libectorch.so", AppContext.BaseDirectory).ShouldBe(["/my/libectorch.so"]);

    [Fact]
    public void Without_one_the_built_library_is_found_above_the_application_and_the_system_comes_last()
    {
        var found = ShimLoader.Candidates(null, AppContext.BaseDirectory);
        found[^1].ShouldBe("libectorch.so");
        found[0].ShouldEndWith(Path.Combine("artifacts", "native", "libectorch.so"));
    }

    [Fact]
    public async Task A_process_without_the_library_gets_the_explanation_as_an_exception()
        => await OwnProcess.RunAsync(nameof(Using_a_tensor_here_explains_what_to_install), (ShimLoader.PathVariable, "/nowhere/libectorch.so"));

    // Run in a process of its own by the test above: the library is loaded once for a process.
    [Fact(Explicit = true)]
    public void Using_a_tensor_here_explains_what_to_install()
    {
        for (var attempt = 0; attempt < 2; attempt++)
        {
            Should.Throw<TorchUnavailableException>(() => ones(1)).Message.ShouldContain("libtorch-dev");
        }
    }

    [Fact]
    public void The_self_test_names_versions_devices_and_the_speed_of_the_product()
    {
        var info = TorchInfo.Collect();
        info.AbiVersion.ShouldBe(NativeMethods.AbiVersion);
        info.TorchVersion.ShouldMatch(@"^\d+\.\d+");
        info.LibraryPath.ShouldEndWith("libectorch.so");
        info.Threads.ShouldBeGreaterThan(0);
        info.Devices[0].ShouldBe("cpu");
        info.MatmulMilliseconds.ShouldBeGreaterThan(0);
        (info with { MatmulMilliseconds = 50 }).Warnings.Single().ShouldContain("libopenblas0-openmp");
        (info with { MatmulMilliseconds = 5 }).Warnings.ShouldBeEmpty();
        (info with { MatmulMilliseconds = 5, HasLapack = false }).Warnings.Single().ShouldContain("LAPACK");
        info.InteropThreads.ShouldBeGreaterThan(0);
        info.KeepsMalloc.ShouldBeFalse();
    }

    [Fact]
    public void The_number_of_threads_is_what_was_set()
    {
        var before = get_num_threads();
        set_num_threads(1);
        get_num_threads().ShouldBe(1);
        set_num_threads(before);
        Should.Throw<System.Runtime.InteropServices.ExternalException>(() => set_num_threads(0));
    }

    [Fact]
    public void The_number_of_threads_is_the_calling_threads_own_from_its_first_operation_on()
    {
        var before = get_num_threads();
        using var set = new ManualResetEventSlim();
        using var changed = new ManualResetEventSlim();
        var seen = 0;
        var trainer = new Thread(() =>
        {
            set_num_threads(2);
            set.Set();
            changed.Wait();

            // The thread's first operation: libtorch would now give it the number that any thread set last.
            seen = get_num_threads();
        });
        trainer.Start();
        set.Wait();
        set_num_threads(1);
        changed.Set();
        trainer.Join();
        set_num_threads(before);
        seen.ShouldBe(2);
    }

    [Fact]
    public async Task The_threads_beside_are_set_once_and_before_they_work() => await OwnProcess.RunAsync(nameof(The_threads_beside_are_set_here));

    [Fact(Explicit = true)]
    public void The_threads_beside_are_set_here()
    {
        set_num_interop_threads(3);
        get_num_interop_threads().ShouldBe(3);
        Should.Throw<System.Runtime.InteropServices.ExternalException>(() => set_num_interop_threads(2)).Message.ShouldStartWith("set_num_interop_threads: ");
        Should.Throw<System.Runtime.InteropServices.ExternalException>(() => set_num_interop_threads(0));
    }
}
