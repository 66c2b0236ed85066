using System.Globalization;
using System.Runtime.InteropServices;
using EventCollab.Learning.Models.Native;

namespace EventCollab.Learning.Models.Trees;

/// <summary>One training by XGBoost: rows in, one iteration after another, trees out. Nothing native outlives it.</summary>
internal sealed unsafe class Booster : IDisposable
{
    private readonly MatrixHandle _matrix;
    private readonly BoosterHandle _booster;

    private Booster(MatrixHandle matrix, BoosterHandle booster) => (_matrix, _booster) = (matrix, booster);

    /// <param name="features">N rows; NaN marks a missing cell. XGBoost reads them where they lie and keeps a sorted copy.</param>
    /// <param name="labels">N x <paramref name="labelWidth"/>, row-major.</param>
    /// <param name="labelWidth">1 for classes, else the number of outputs.</param>
    /// <param name="parameters">XGBoost's, by name.</param>
    /// <exception cref="MethodException">XGBoost is missing, or refuses.</exception>
    public static Booster Create(FeatureMatrix features, float[] labels, int labelWidth, IEnumerable<(string Name, string Value)> parameters)
    {
        OptionalLibrary.XgBoost.Require();

        // What XGBoost would print belongs in its error text; the setting is the thread's.
        Check(NativeMethods.XGBSetGlobalConfig("{\"verbosity\":0}"));
        MatrixHandle matrix;
        fixed (float* values = features.Values)
        {
            Check(NativeMethods.XGDMatrixCreateFromMat_omp(values, (ulong)features.Rows, (ulong)features.Columns, float.NaN, out matrix, 1));
        }

        try
        {
            fixed (float* values = labels)
            {
                Check(NativeMethods.XGDMatrixSetInfoFromInterface(matrix, "label", Interface(values, features.Rows, labelWidth)));
            }

            return new Booster(matrix, Configured(matrix, parameters));
        }
        catch
        {
            matrix.Dispose();
            throw;
        }
    }

    /// <summary>Adds one tree an output.</summary>
    public void Update(int iteration) => Check(NativeMethods.XGBoosterUpdateOneIter(_booster, iteration, _matrix));

    /// <summary>Sums of the leaves on the training rows, N x K. XGBoost keeps them; the span is good until the next call.</summary>
    public ReadOnlySpan<float> TrainingSums()
    {
        const string Margins = "{\"type\":1,\"training\":false,\"iteration_begin\":0,\"iteration_end\":0,\"strict_shape\":false}";
        Check(NativeMethods.XGBoosterPredictFromDMatrix(_booster, _matrix, Margins, out var shape, out var dimensions, out var result));
        return new ReadOnlySpan<float>(result, (int)Product(shape, (int)dimensions));
    }

    public IReadOnlyList<Tree> Trees()
    {
        Check(NativeMethods.XGBoosterSaveModelToBuffer(_booster, "{\"format\":\"json\"}", out var length, out var bytes));
        return BoosterJson.Read(new ReadOnlySpan<byte>(bytes, checked((int)length)));
    }

    public void Dispose()
    {
        _booster.Dispose();
        _matrix.Dispose();
    }

    private static BoosterHandle Configured(MatrixHandle matrix, IEnumerable<(string Name, string Value)> parameters)
    {
        // XGBoost takes the number of columns from here; it holds the matrix as long as itself.
        var pointer = matrix.DangerousGetHandle();
        Check(NativeMethods.XGBoosterCreate(&pointer, 1, out var booster));
        try
        {
            foreach (var (name, value) in parameters)
            {
                Check(NativeMethods.XGBoosterSetParam(booster, name, value));
            }

            return booster;
        }
        catch
        {
            booster.Dispose();
            throw;
        }
    }

    private static ulong Product(ulong* shape, int dimensions)
    {
        var product = 1UL;
        for (var i = 0; i < dimensions; i++)
        {
            product *= shape[i];
        }

        return product;
    }

    /// <summary>numpy's array interface: how XGBoost is told of a matrix in memory.</summary>
    private static string Interface(float* values, int rows, int columns) => string.Create(
        CultureInfo.InvariantCulture, $"{{\"data\":[{(nuint)values},true],\"shape\":[{rows},{columns}],\"typestr\":\"<f4\",\"version\":3}}");

    /// <exception cref="MethodException">The call failed. XGBoost's text goes on with a stack trace and names its sources; the reason is in its first line.</exception>
    private static void Check(int status)
    {
        if (status != 0)
        {
            var text = Marshal.PtrToStringUTF8((nint)NativeMethods.XGBGetLastError()) ?? string.Empty;
            var line = text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(string.Empty);
            var reason = line.IndexOf("Check failed", StringComparison.Ordinal) is > 0 and var start ? line[start..] : line;
            throw new MethodException($"XGBoost refused to train: {reason}");
        }
    }
}
