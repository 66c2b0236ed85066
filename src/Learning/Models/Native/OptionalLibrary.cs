using System.Reflection;
using System.Runtime.InteropServices;

[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]

namespace EventCollab.Learning.Models.Native;

/// <summary>A C library that only some local models need: looked for when it is first used, so that others do without it.</summary>
internal sealed class OptionalLibrary
{
    private static readonly OptionalLibrary[] Known =
    [
        new(
            Trees.NativeMethods.Library,
            "XGBoost",
            "EVENTCOLLAB_XGBOOST",
            "libxgboost0",
            ["libxgboost.so.0", "libxgboost.so"],
            ["XGBSetGlobalConfig", "XGDMatrixCreateFromMat_omp", "XGDMatrixSetInfoFromInterface", "XGBoosterPredictFromDMatrix", "XGBoosterSaveModelToBuffer"]),
        new(
            Svm.NativeMethods.Library,
            "LIBSVM",
            "EVENTCOLLAB_LIBSVM",
            "libsvm3",
            ["libsvm.so.3", "libsvm.so"],
            ["svm_train", "svm_check_parameter", "svm_get_sv_indices", "svm_free_and_destroy_model", "svm_set_print_string_function"]),
    ];

    private readonly string _name;
    private readonly string _title;
    private readonly string _variable;
    private readonly string _package;
    private readonly Lazy<nint> _handle;

    // A static constructor, not a field initializer: it must have run before the first entry is bound.
#pragma warning disable CA1810
    static OptionalLibrary() => NativeLibrary.SetDllImportResolver(typeof(OptionalLibrary).Assembly, Resolve);
#pragma warning restore CA1810

    private OptionalLibrary(string name, string title, string variable, string package, IReadOnlyList<string> files, IReadOnlyList<string> exports)
    {
        (_name, _title, _variable, _package) = (name, title, variable, package);
        _handle = new Lazy<nint>(() => Load(files, exports));
    }

    public static OptionalLibrary XgBoost => Known[0];

    public static OptionalLibrary LibSvm => Known[1];

    /// <summary>Loads the library unless it is loaded. The loader's own words name paths of this machine; this line is read by others.</summary>
    /// <exception cref="MethodException">It is missing or not what it is taken for.</exception>
    public void Require()
    {
        try
        {
            _ = _handle.Value;
        }
        catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException or EntryPointNotFoundException)
        {
            throw new MethodException(
                $"{_title} cannot be used here: install the Debian package {_package}, or name the library's file in {_variable}.", exception);
        }
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath) =>
        Array.Find(Known, library => library._name == name)?._handle.Value ?? 0;

    private nint Load(IReadOnlyList<string> files, IReadOnlyList<string> exports)
    {
        // A configured path that does not work is an error: falling back would run another library than the one asked for.
        var candidates = Environment.GetEnvironmentVariable(_variable) is { Length: > 0 } configured ? [configured] : files;
        var handle = candidates.Select(file => NativeLibrary.TryLoad(file, out var found) ? found : 0).FirstOrDefault(found => found != 0);
        if (handle == 0)
        {
            throw new DllNotFoundException($"None of {string.Join(", ", candidates)} can be loaded.");
        }

        var missing = exports.Where(export => !NativeLibrary.TryGetExport(handle, export, out _)).ToList();
        return missing.Count == 0
            ? handle
            : throw new EntryPointNotFoundException($"{string.Join(" or ", candidates)} is not {_title}, or too old: it has no {string.Join(", ", missing)}.");
    }
}
