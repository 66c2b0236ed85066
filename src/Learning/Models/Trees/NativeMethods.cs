using System.Runtime.InteropServices;

namespace EventCollab.Learning.Models.Trees;

/// <summary>The part of XGBoost's C interface that training needs (xgboost/c_api.h, 1.7). Every function returns 0, or -1 with an error text.</summary>
internal static unsafe partial class NativeMethods
{
    internal const string Library = "xgboost";

    [LibraryImport(Library)]
    internal static partial byte* XGBGetLastError();

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int XGBSetGlobalConfig(string config);

    [LibraryImport(Library)]
    internal static partial int XGDMatrixCreateFromMat_omp(float* values, ulong rows, ulong columns, float missing, out MatrixHandle matrix, int threads);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int XGDMatrixSetInfoFromInterface(MatrixHandle matrix, string field, string description);

    [LibraryImport(Library)]
    internal static partial int XGDMatrixFree(nint matrix);

    [LibraryImport(Library)]
    internal static partial int XGBoosterCreate(nint* matrices, ulong count, out BoosterHandle booster);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int XGBoosterSetParam(BoosterHandle booster, string name, string value);

    [LibraryImport(Library)]
    internal static partial int XGBoosterUpdateOneIter(BoosterHandle booster, int iteration, MatrixHandle matrix);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int XGBoosterPredictFromDMatrix(
        BoosterHandle booster, MatrixHandle matrix, string config, out ulong* shape, out ulong dimensions, out float* result);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int XGBoosterSaveModelToBuffer(BoosterHandle booster, string config, out ulong length, out byte* bytes);

    [LibraryImport(Library)]
    internal static partial int XGBoosterFree(nint booster);
}
