using System.Runtime.InteropServices;
using EventCollab.Learning.Models.Native;
using EventCollab.Learning.Models.Svm;

namespace EventCollab.Learning.Tests.Learners;

public sealed unsafe partial class LibSvmBitsTests
{
    [Fact]
    public void Decisions_are_libsvms_own_bit_by_bit()
    {
        var task = Draw.Regression(80, 5, 1);
        var features = (FeatureMatrix)task.Features;
        features.Values[3] = 0;
        var parameter = SvmParameter.Defaults(SvmParameter.Regression, 0.3);
        using var problem = new NativeProblem(features);
        var trained = problem.Train(Array.ConvertAll(task.Residuals, value => (double)value), parameter);
        var ours = new double[features.Rows];
        var vectors = SupportVectors.Of(features, trained.Rows, 0.3);
        var (kernel, scratch) = (new double[vectors.Count], new double[vectors.Count]);
        for (var row = 0; row < ours.Length; row++)
        {
            vectors.Kernel(features.Row(row), kernel, scratch);
            ours[row] = kernel.Select((value, i) => trained.Coefficients[0][i] * value).Aggregate(0.0, (sum, term) => sum + term) - trained.Rho[0];
        }

        ours.ShouldBe(Theirs(features, trained, parameter));
    }

    /// <summary>LIBSVM's answers for all rows, from a model put together of what was read out of the trained one.</summary>
    private static double[] Theirs(FeatureMatrix features, TrainedMachine trained, SvmParameter parameter)
    {
        var nodes = new SvmNode[features.Rows][];
        for (var row = 0; row < nodes.Length; row++)
        {
            nodes[row] = [.. features.Row(row).ToArray().Select((value, column) => new SvmNode { Index = column + 1, Value = value }), new SvmNode { Index = SvmNode.End }];
        }

        var pins = nodes.Select(row => GCHandle.Alloc(row, GCHandleType.Pinned)).ToList();
        var rows = pins.Select(pin => pin.AddrOfPinnedObject()).ToArray();
        var vectors = trained.Rows.Select(row => rows[row]).ToArray();
        var answers = new double[rows.Length];
        fixed (nint* support = vectors)
        fixed (double* coefficients = trained.Coefficients[0], rho = trained.Rho)
        {
            var first = coefficients;
            var model = new SvmModelHeader
            {
                Parameter = parameter,
                Classes = 2,
                Count = vectors.Length,
                Vectors = (SvmNode**)support,
                Coefficients = &first,
                Rho = rho,
            };
            for (var row = 0; row < rows.Length; row++)
            {
                double decision;
                svm_predict_values(&model, (SvmNode*)rows[row], &decision);
                answers[row] = decision;
            }
        }

        pins.ForEach(pin => pin.Free());
        return answers;
    }

    [LibraryImport("libsvm.so.3")]
    private static partial double svm_predict_values(SvmModelHeader* model, SvmNode* row, double* decisions);
}
