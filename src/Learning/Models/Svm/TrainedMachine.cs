namespace EventCollab.Learning.Models.Svm;

/// <summary>What a training by LIBSVM found.</summary>
/// <param name="Rows">Indices of the training rows that are support vectors.</param>
/// <param name="Coefficients">One array of Rows.Length a decision; Classes - 1 of them, one for a regression.</param>
/// <param name="Rho">What is taken off each decision.</param>
/// <param name="Labels">Classes in LIBSVM's order; empty for a regression.</param>
internal sealed record TrainedMachine(int[] Rows, double[][] Coefficients, double[] Rho, int[] Labels)
{
    public static unsafe TrainedMachine Read(SvmModelHeader* model)
    {
        var (count, classes) = (model->Count, model->Classes);
        var rows = new int[count];
        fixed (int* into = rows)
        {
            NativeMethods.svm_get_sv_indices(model, into);
        }

        for (var i = 0; i < count; i++)
        {
            // LIBSVM counts rows from 1.
            rows[i]--;
        }

        var labels = new int[model->Parameter.Type == SvmParameter.Classification ? classes : 0];
        fixed (int* into = labels)
        {
            NativeMethods.svm_get_labels(model, into);
        }

        var coefficients = new double[classes - 1][];
        for (var i = 0; i < coefficients.Length; i++)
        {
            coefficients[i] = new ReadOnlySpan<double>(model->Coefficients[i], count).ToArray();
        }

        return new TrainedMachine(rows, coefficients, new ReadOnlySpan<double>(model->Rho, classes * (classes - 1) / 2).ToArray(), labels);
    }
}
