using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
[assembly: DisableRuntimeMarshalling]

namespace EventCollab.Torch.Native;

/// <summary>Every entry of the shim (native/ectorch.h). Nothing else in the product calls native code of libtorch.</summary>
internal static unsafe partial class NativeMethods
{
    internal const string Library = "ectorch";

    /// <summary>Must equal EC_ABI_VERSION of the header.</summary>
    internal const int AbiVersion = 3;

    // A static constructor, not a field initializer: it must have run before the first entry is bound.
#pragma warning disable CA1810
    static NativeMethods() => NativeLibrary.SetDllImportResolver(typeof(NativeMethods).Assembly, ShimLoader.Resolve);
#pragma warning restore CA1810

    [LibraryImport(Library)]
    internal static partial int ec_abi_version();

    [LibraryImport(Library)]
    internal static partial byte* ec_torch_version();

    [LibraryImport(Library)]
    internal static partial byte* ec_build_config();

    [LibraryImport(Library)]
    internal static partial byte* ec_last_error();

    [LibraryImport(Library)]
    internal static partial int ec_op_find(byte* name, byte* overload, nint* op);

    [LibraryImport(Library)]
    internal static partial int ec_op_call(nint op, EcVal* input, int count, EcVal* output, int capacity, int* produced);

    [LibraryImport(Library)]
    internal static partial void ec_free(nint tensor);

    [LibraryImport(Library)]
    internal static partial void ec_free_many(nint* tensors, int count);

    [LibraryImport(Library)]
    internal static partial void ec_free_mem(void* memory);

    [LibraryImport(Library)]
    internal static partial int ec_from_buffer(void* data, long* shape, int ndim, int dtype, int deviceType, int deviceIndex, nint* tensor);

    [LibraryImport(Library)]
    internal static partial int ec_to_buffer(nint tensor, void* destination, long bytes);

    [LibraryImport(Library)]
    internal static partial int ec_dim(nint tensor, int* ndim);

    [LibraryImport(Library)]
    internal static partial int ec_sizes(nint tensor, long* sizes, int capacity);

    [LibraryImport(Library)]
    internal static partial int ec_numel(nint tensor, long* count);

    [LibraryImport(Library)]
    internal static partial int ec_nbytes(nint tensor, long* bytes);

    [LibraryImport(Library)]
    internal static partial int ec_dtype(nint tensor, int* dtype);

    [LibraryImport(Library)]
    internal static partial int ec_device(nint tensor, int* type, int* index);

    [LibraryImport(Library)]
    internal static partial int ec_item(nint tensor, EcVal* value);

    [LibraryImport(Library)]
    internal static partial int ec_is_leaf(nint tensor, int* leaf);

    [LibraryImport(Library)]
    internal static partial int ec_requires_grad(nint tensor, int* on);

    [LibraryImport(Library)]
    internal static partial int ec_set_requires_grad(nint tensor, int on);

    [LibraryImport(Library)]
    internal static partial int ec_grad(nint tensor, nint* grad);

    [LibraryImport(Library)]
    internal static partial int ec_set_grad(nint tensor, nint grad);

    [LibraryImport(Library)]
    internal static partial int ec_zero_grad(nint* tensors, int count);

    [LibraryImport(Library)]
    internal static partial int ec_backward(nint tensor, nint grad, int retainGraph, int createGraph);

    [LibraryImport(Library)]
    internal static partial int ec_autograd_grad(
        nint* outputs, int outputCount, nint* inputs, int inputCount, nint* gradOutputs, int retainGraph, int createGraph, int allowUnused, nint* results);

    [LibraryImport(Library)]
    internal static partial int ec_grad_mode(int on, int* previous);

    [LibraryImport(Library)]
    internal static partial int ec_manual_seed(long seed);

    [LibraryImport(Library)]
    internal static partial int ec_generator_new(long seed, int deviceType, int deviceIndex, nint* generator);

    [LibraryImport(Library)]
    internal static partial int ec_generator_default(int deviceType, int deviceIndex, nint* generator);

    [LibraryImport(Library)]
    internal static partial void ec_generator_free(nint generator);

    [LibraryImport(Library)]
    internal static partial int ec_generator_set_seed(nint generator, long seed);

    [LibraryImport(Library)]
    internal static partial int ec_generator_get_seed(nint generator, long* seed);

    [LibraryImport(Library)]
    internal static partial int ec_generator_get_state(nint generator, nint* state);

    [LibraryImport(Library)]
    internal static partial int ec_generator_set_state(nint generator, nint state);

    [LibraryImport(Library)]
    internal static partial int ec_get_threads(int* count);

    [LibraryImport(Library)]
    internal static partial int ec_set_threads(int count);

    [LibraryImport(Library)]
    internal static partial int ec_get_interop_threads(int* count);

    [LibraryImport(Library)]
    internal static partial int ec_set_interop_threads(int count);

    [LibraryImport(Library)]
    internal static partial int ec_has_lapack(int* has);

    [LibraryImport(Library)]
    internal static partial int ec_cuda_count(int* count);

    [LibraryImport(Library)]
    internal static partial int ec_cuda_sync(int device);

    [LibraryImport(Library)]
    internal static partial int ec_allow_tf32(int matmul, int cudnn, int* previousMatmul, int* previousCudnn);
}
