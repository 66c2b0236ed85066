using System.Reflection;
using System.Runtime.InteropServices;

namespace EventCollab.Torch.Native;

/// <summary>Finds libectorch, loads it once and makes it ready for the process.</summary>
internal static unsafe class ShimLoader
{
    /// <summary>Environment variable with the path of the shim, or of the folder that holds it.</summary>
    internal const string PathVariable = "EVENTCOLLAB_TORCH";

    /// <summary>Set to 1 to leave glibc's allocator settings alone.</summary>
    internal const string KeepMallocVariable = "EVENTCOLLAB_TORCH_KEEP_MALLOC";

    private const string FileName = "libectorch.so";

    private static readonly Lock Gate = new();
    private static nint _loaded;

    /// <summary>The file the shim was loaded from; empty before the first use.</summary>
    internal static string LoadedFrom { get; private set; } = "";

    internal static bool KeepsMalloc => Environment.GetEnvironmentVariable(KeepMallocVariable) == "1";

    internal static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (name != NativeMethods.Library)
        {
            return 0;
        }

        lock (Gate)
        {
            if (_loaded == 0)
            {
                var (handle, path) = Load(Candidates(Environment.GetEnvironmentVariable(PathVariable), AppContext.BaseDirectory));
                Initialize(handle, NativeMethods.AbiVersion);
                (_loaded, LoadedFrom) = (handle, path);
            }

            return _loaded;
        }
    }

    /// <summary>Where to look, in order: the configured path, the application's folder, artifacts/native above it, the system.</summary>
    internal static IReadOnlyList<string> Candidates(string? configured, string applicationFolder)
    {
        if (!string.IsNullOrEmpty(configured))
        {
            // A configured path that does not work is an error: falling back would run another library than the one asked for.
            return [Directory.Exists(configured) ? Path.Combine(configured, FileName) : configured];
        }

        List<string> found = [];
        AddIfThere(found, Path.Combine(applicationFolder, FileName));
        for (var folder = new DirectoryInfo(applicationFolder); folder is not null; folder = folder.Parent)
        {
            AddIfThere(found, Path.Combine(folder.FullName, "artifacts", "native", FileName));
        }

        found.Add(FileName);
        return found;
    }

    /// <summary>Loads the first candidate that can be loaded.</summary>
    /// <exception cref="TorchUnavailableException">None can.</exception>
    internal static (nint Handle, string Path) Load(IReadOnlyList<string> candidates)
    {
        List<string> reasons = [];
        foreach (var path in candidates)
        {
            try
            {
                return (NativeLibrary.Load(path), path);
            }
            catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
            {
                reasons.Add(FirstLine(e.Message));
            }
        }

        throw new TorchUnavailableException(Explain(reasons));
    }

    /// <summary>Checks that shim and binding fit and sets the process up; before the first tensor.</summary>
    /// <exception cref="TorchUnavailableException">The library has another ABI, or is not the shim at all.</exception>
    internal static void Initialize(nint handle, int abi)
    {
        if (!NativeLibrary.TryGetExport(handle, "ec_init", out var init) || !NativeLibrary.TryGetExport(handle, "ec_last_error", out var error))
        {
            throw new TorchUnavailableException("the library found as libectorch.so is not the shim of this binding. Run 'make native'.");
        }

        if (((delegate* unmanaged<int, int, int>)init)(abi, KeepsMalloc ? 0 : 1) != 0)
        {
            var text = Marshal.PtrToStringUTF8((nint)((delegate* unmanaged<byte*>)error)());
            throw new TorchUnavailableException($"libectorch.so does not fit this binding: {text}. Build it again with 'make native'.");
        }
    }

    private static void AddIfThere(List<string> found, string path)
    {
        if (File.Exists(path))
        {
            found.Add(path);
        }
    }

    private static string Explain(List<string> reasons)
    {
        var tried = $"Tried: {string.Join("; ", reasons)}";
        return reasons.Exists(reason => reason.Contains("undefined symbol", StringComparison.Ordinal))
            ? $"libtorch cannot be used: libectorch.so was built against another libtorch than the one it finds. Build it again with 'make native'. {tried}"
            : "libtorch cannot be used: the shim libectorch.so or the libtorch it was built with is missing. "
                + $"Install the Debian packages libtorch-dev and libopenblas0-openmp, then run 'make native'. {tried}";
    }

    // The runtime's text goes on with advice about debugging the loader, one line for each name it tried.
    private static string FirstLine(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        string[] telling = ["cannot open", "undefined symbol", "invalid ELF header", "file too short"];
        return lines.FirstOrDefault(line => telling.Any(part => line.Contains(part, StringComparison.Ordinal))) ?? lines.FirstOrDefault() ?? text;
    }
}
