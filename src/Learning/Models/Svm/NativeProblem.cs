using System.Runtime.InteropServices;
using EventCollab.Learning.Models.Native;

namespace EventCollab.Learning.Models.Svm;

/// <summary>Training rows in LIBSVM's form, outside the collected memory: double values with their column numbers, zeros left out.</summary>
internal sealed unsafe class NativeProblem : IDisposable
{
    private readonly FeatureMatrix _features;
    private SvmNode* _nodes;
    private SvmNode** _rows;
    private double* _targets;

    /// <param name="features">N rows, all finite.</param>
    public NativeProblem(FeatureMatrix features)
    {
        OptionalLibrary.LibSvm.Require();
        _features = features;
        var filled = 0L;
        foreach (var value in features.Values)
        {
            filled += value == 0 ? 0 : 1;
        }

        _nodes = (SvmNode*)NativeMemory.Alloc((nuint)(filled + features.Rows), (nuint)sizeof(SvmNode));
        _rows = (SvmNode**)NativeMemory.Alloc((nuint)features.Rows, (nuint)sizeof(SvmNode*));
        _targets = (double*)NativeMemory.Alloc((nuint)features.Rows, sizeof(double));
        Fill();
    }

    /// <summary>Trains on the rows. What is read of the model is copied; the model itself is freed before this returns.</summary>
    /// <param name="targets">One a row.</param>
    /// <param name="parameter">LIBSVM's.</param>
    /// <exception cref="MethodException">LIBSVM refuses the parameters.</exception>
    public TrainedMachine Train(ReadOnlySpan<double> targets, SvmParameter parameter)
    {
        ObjectDisposedException.ThrowIf(_targets is null, this);
        targets.CopyTo(new Span<double>(_targets, _features.Rows));
        var problem = new SvmProblem { Count = _features.Rows, Targets = _targets, Rows = _rows };
        var refusal = NativeMethods.svm_check_parameter(&problem, &parameter);
        if (refusal is not null)
        {
            throw new MethodException($"LIBSVM refused to train: {Marshal.PtrToStringUTF8((nint)refusal)}.");
        }

        var model = NativeMethods.svm_train(&problem, &parameter);
        try
        {
            return TrainedMachine.Read(model);
        }
        finally
        {
            NativeMethods.svm_free_and_destroy_model(&model);
        }
    }

    public void Dispose()
    {
        NativeMemory.Free(_nodes);
        NativeMemory.Free(_rows);
        NativeMemory.Free(_targets);
        _nodes = null;
        _rows = null;
        _targets = null;
    }

    private void Fill()
    {
        var next = _nodes;
        for (var row = 0; row < _features.Rows; row++)
        {
            _rows[row] = next;
            var values = _features.Row(row);
            for (var column = 0; column < values.Length; column++)
            {
                if (values[column] != 0)
                {
                    *next++ = new SvmNode { Index = column + 1, Value = values[column] };
                }
            }

            *next++ = new SvmNode { Index = SvmNode.End };
        }
    }
}
