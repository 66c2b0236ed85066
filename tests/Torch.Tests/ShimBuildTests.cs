using System.Diagnostics;
using System.Runtime.InteropServices;
using EventCollab.Torch.Native;

namespace EventCollab.Torch.Tests;

/// <summary>The shim built as on a machine with a Python's libtorch and nothing else: no cmake, no nvcc, no repository.</summary>
public sealed class ShimBuildTests : IDisposable
{
    private const string Libraries = "/usr/lib/x86_64-linux-gnu";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("eventcollab-wheel-");

    public void Dispose() => _folder.Delete(true);

    [Fact]
    public async Task The_compiler_alone_builds_a_shim_that_stays_linked_to_cuda()
    {
        Assert.SkipUnless(
            File.Exists("/usr/bin/c++") && File.Exists("/usr/bin/python3") && File.Exists($"{Libraries}/libtorch.so"), "no compiler, Python or libtorch here");
        await MakeWheelAsync();
        var root = Root();
        File.Copy(Path.Combine(root, "infra", "build-native.sh"), At("build-native.sh"));
        Directory.CreateDirectory(At("native"));
        foreach (var file in Directory.GetFiles(Path.Combine(root, "src", "Torch", "native")))
        {
            File.Copy(file, At("native", Path.GetFileName(file)));
        }

        var first = await RunAsync("/bin/sh", At("build-native.sh"));
        first.ShouldContain("compiling");

        // Only the header's number is asked: a second shim must not touch what the process has set up.
        var handle = NativeLibrary.Load(At("libectorch.so"));
        AbiOf(handle).ShouldBe(NativeMethods.AbiVersion);
        // In the order they were linked; the linker drops what nothing names, unless it is told not to.
        var needed = await RunAsync("/usr/bin/readelf", "-d", At("libectorch.so"));
        needed.ShouldContain("[libtorch_cuda.so]");
        needed.ShouldContain("[libc10_cuda.so]");
        needed.ShouldContain(At("torch", "lib"));
        (await RunAsync("/bin/sh", At("build-native.sh"))).ShouldBeEmpty("built already");

        await File.AppendAllTextAsync(At("native", "random.cpp"), "// changed\n#error stop here\n");
        (await FailAsync("/bin/sh", At("build-native.sh"))).ShouldContain("build-native: failed");
    }

    [Fact]
    public async Task A_python_without_torch_is_named()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/python3"), "no Python here");
        Directory.CreateDirectory(At("torch"));
        await File.WriteAllTextAsync(At("torch", "__init__.py"), "raise ImportError('no torch here')\n");
        Directory.CreateDirectory(At("native"));
        File.Copy(Path.Combine(Root(), "infra", "build-native.sh"), At("build-native.sh"));

        var error = await FailAsync("/bin/sh", At("build-native.sh"));

        error.ShouldContain("no torch here");
        error.ShouldContain("/usr/bin/python3 has no torch");
    }

    private static unsafe int AbiOf(nint shim) => ((delegate* unmanaged<int>)NativeLibrary.GetExport(shim, "ec_abi_version"))();

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "EventCollab.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("the tests do not run inside the repository");
        }

        return folder.FullName;
    }

    private string At(params string[] parts) => Path.Combine([_folder.FullName, .. parts]);

    /// <summary>The folders of a PyTorch wheel with CUDA around the system's libtorch; its CUDA libraries are empty.</summary>
    private async Task MakeWheelAsync()
    {
        Directory.CreateDirectory(At("torch", "lib"));
        Directory.CreateDirectory(At("torch", "include"));
        foreach (var name in new[] { "ATen", "c10", "caffe2", "torch" })
        {
            Directory.CreateSymbolicLink(At("torch", "include", name), $"/usr/include/{name}");
        }

        foreach (var name in new[] { "libtorch.so", "libtorch_cpu.so", "libc10.so" })
        {
            File.CreateSymbolicLink(At("torch", "lib", name), $"{Libraries}/{name}");
        }

        await File.WriteAllTextAsync(At("stub.c"), "void ectorch_test_stub(void) {}\n");
        foreach (var name in new[] { "libtorch_cuda.so", "libc10_cuda.so" })
        {
            await RunAsync("/usr/bin/cc", "-shared", "-fPIC", $"-Wl,-soname,{name}", "-o", At("torch", "lib", name), At("stub.c"));
        }

        await File.WriteAllTextAsync(At("torch", "__init__.py"), "__version__ = '1.13.1+cu117'\nclass _C:\n    _GLIBCXX_USE_CXX11_ABI = True\n");
    }

    private async Task<string> RunAsync(string program, params string[] arguments)
    {
        var (code, output) = await ProcessAsync(program, arguments);
        code.ShouldBe(0, output);
        return output;
    }

    private async Task<string> FailAsync(string program, params string[] arguments)
    {
        var (code, output) = await ProcessAsync(program, arguments);
        code.ShouldBe(1, output);
        return output;
    }

    private async Task<(int Code, string Output)> ProcessAsync(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PYTHONPATH"] = _folder.FullName;
        start.Environment["TORCH_PYTHON"] = "/usr/bin/python3";
        start.Environment.Remove("TORCH_PREFIX");
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output + await error);
    }
}
