using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EventCollab.Learning.Models.Svm;

/// <summary>The part of LIBSVM's C interface that training needs (svm.h, 3.24).</summary>
internal static unsafe partial class NativeMethods
{
    internal const string Library = "svm";

    // LIBSVM writes each iteration's dots to the standard output unless it is given another place: an agent's output is its own.
#pragma warning disable CA1810
    static NativeMethods() => svm_set_print_string_function(&Discard);
#pragma warning restore CA1810

    [LibraryImport(Library)]
    internal static partial SvmModelHeader* svm_train(SvmProblem* problem, SvmParameter* parameter);

    [LibraryImport(Library)]
    internal static partial byte* svm_check_parameter(SvmProblem* problem, SvmParameter* parameter);

    [LibraryImport(Library)]
    internal static partial void svm_get_labels(SvmModelHeader* model, int* labels);

    [LibraryImport(Library)]
    internal static partial void svm_get_sv_indices(SvmModelHeader* model, int* indices);

    [LibraryImport(Library)]
    internal static partial void svm_free_and_destroy_model(SvmModelHeader** model);

    [LibraryImport(Library)]
    private static partial void svm_set_print_string_function(delegate* unmanaged[Cdecl]<byte*, void> print);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Discard(byte* text)
    {
        // Progress in dots says nothing that the fit does not say.
    }
}
