using System.Diagnostics;
using System.Runtime.InteropServices;
using EventCollab.Torch.Native;

namespace EventCollab.Torch;

/// <summary>The self-test of <c>eventcollab torch info</c>: what was loaded, and whether it is as fast as it should be.</summary>
/// <param name="TorchVersion">Version of the libtorch the shim was built with.</param>
/// <param name="AbiVersion">ABI of shim and binding; they are equal, or loading would have failed.</param>
/// <param name="LibraryPath">The shim's file.</param>
/// <param name="Threads">Threads an operator may use.</param>
/// <param name="InteropThreads">Threads for work beside the caller's.</param>
/// <param name="MatmulMilliseconds">Best time of a float32 product 512x512, which is the BLAS library's speed.</param>
/// <param name="CudaDevices">Number of CUDA devices.</param>
/// <param name="HasLapack">Whether matrices can be decomposed.</param>
/// <param name="KeepsMalloc">Whether glibc's allocator was left as it was, which costs convolution nets a quarter of their speed.</param>
/// <param name="BuildConfiguration">libtorch's own description of its build, several lines.</param>
public sealed record TorchInfo(
    string TorchVersion, int AbiVersion, string LibraryPath, int Threads, int InteropThreads, double MatmulMilliseconds, int CudaDevices,
    bool HasLapack, bool KeepsMalloc, string BuildConfiguration)
{
    /// <summary>Above this a BLAS library is missing: OpenBLAS takes 2 to 6 ms, the reference BLAS 47 to 76.</summary>
    public const double SlowMatmulMilliseconds = 20;

    /// <summary>The devices by name, the CPU first.</summary>
    public IReadOnlyList<string> Devices => ["cpu", .. Enumerable.Range(0, CudaDevices).Select(i => $"cuda:{i}")];

    /// <summary>What the operator should know, one line each; empty when all is well.</summary>
    public IReadOnlyList<string> Warnings => [.. FindWarnings()];

    /// <summary>Loads libtorch and measures.</summary>
    /// <exception cref="TorchUnavailableException">It cannot be loaded.</exception>
    public static unsafe TorchInfo Collect()
    {
        var abi = NativeMethods.ec_abi_version();
        var version = Marshal.PtrToStringUTF8((nint)NativeMethods.ec_torch_version()) ?? "";
        var build = Marshal.PtrToStringUTF8((nint)NativeMethods.ec_build_config()) ?? "";
        int lapack;
        Status.Check(NativeMethods.ec_has_lapack(&lapack), "has_lapack");
        return new TorchInfo(
            version, abi, ShimLoader.LoadedFrom, torch.get_num_threads(), torch.get_num_interop_threads(), TimeMatmul(), torch.cuda.device_count(),
            lapack != 0, ShimLoader.KeepsMalloc, build.Trim());
    }

    private IEnumerable<string> FindWarnings()
    {
        if (MatmulMilliseconds > SlowMatmulMilliseconds)
        {
            yield return $"a 512x512 product takes {MatmulMilliseconds:F0} ms, so training will be 10 to 40 times slower than it can be: "
                + "install the Debian package libopenblas0-openmp";
        }

        if (!HasLapack)
        {
            yield return "this libtorch was built without LAPACK: svd, qr, eigh and solve will fail; Debian's libtorch-dev has it";
        }
    }

    private static double TimeMatmul()
    {
        using var scope = torch.NewDisposeScope();
        using var off = torch.no_grad();
        var left = torch.ones([512, 512]);
        var right = torch.ones([512, 512]);
        // The best of several: the first calls start the thread pool and fill the caches.
        return Enumerable.Range(0, 5).Min(_ =>
        {
            var start = Stopwatch.GetTimestamp();
            using var product = left.mm(right);
            return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        });
    }
}
