using EventCollab.Learning.Models.Files;
using EventCollab.Learning.Models.Native;

namespace EventCollab.Learning.Models.Svm;

/// <summary>
/// Support vector machines with a radial kernel by LIBSVM: epsilon-SVR onto residuals, one an output, and C-SVC. C = 1, epsilon = 0.1,
/// gamma = 1 / (d var) over all entries of the training rows, as in scikit-learn. Nothing is drawn, so the seed has no say. A fit of one
/// output cannot be interrupted; cancellation is looked at between outputs.
/// </summary>
internal sealed class SvmLearner : ILocalLearner
{
    public const string Name = "svm";
    public const string Advice = "a support vector machine takes finite values only: fill missing cells first";

    /// <summary>Rows that the reported loss is taken over: a kernel value costs as much here as in the training.</summary>
    private const int ReportRows = 256;

    public ILocalModel Fit(RegressionTask task, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        TaskCheck.Check(Name, task);
        var features = Features(task.Features);
        var gamma = Gamma(features);
        using var problem = new NativeProblem(features);
        var targets = new double[features.Rows];
        var outputs = new List<TrainedMachine>();
        for (var k = 0; k < task.Width; k++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (var row = 0; row < targets.Length; row++)
            {
                targets[row] = task.Residuals[(row * task.Width) + k];
            }

            outputs.Add(problem.Train(targets, SvmParameter.Defaults(SvmParameter.Regression, gamma)));
            progress?.Report(new TrainingProgress(k + 1, task.Width, 1, 1, Loss(features, gamma, outputs[^1], targets)));
        }

        return new SvmModel(Header(task.Features, task.Width), Join(features, gamma, outputs));
    }

    public ILocalModel Fit(ClassificationTask task, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        TaskCheck.Check(Name, task);
        var features = Features(task.Features);
        var gamma = Gamma(features);
        cancellation.ThrowIfCancellationRequested();
        using var problem = new NativeProblem(features);
        var trained = problem.Train(Array.ConvertAll(task.Labels, label => (double)label), SvmParameter.Defaults(SvmParameter.Classification, gamma));
        var model = new SvmModel(Header(task.Features, task.Classes), new ClassificationMachine(
            SupportVectors.Of(features, trained.Rows, gamma),
            Array.ConvertAll(trained.Labels, label => trained.Rows.Count(row => task.Labels[row] == label)),
            trained.Labels,
            [.. trained.Coefficients.SelectMany(row => row)],
            trained.Rho,
            task.Classes));
        progress?.Report(new TrainingProgress(1, 1, 1, 1, WrongShare(model, features, task.Labels)));
        return model;
    }

    public ILocalModel Load(byte[] model) => SvmModel.Load(model);

    private static ModelHeader Header(IFeatures features, int width) => new(LocalModelKind.Svm, features.Shape, width);

    private static FeatureMatrix Features(IFeatures features)
    {
        var matrix = features.ToMatrix();
        TaskCheck.CheckValues(Name, matrix, float.IsFinite, Advice);
        return matrix;
    }

    /// <summary>1 / (d var), the variance over all entries; 1 where it is zero.</summary>
    private static double Gamma(FeatureMatrix features)
    {
        var mean = features.Values.Sum(value => (double)value) / features.Values.Length;
        var variance = features.Values.Sum(value => (value - mean) * (value - mean)) / features.Values.Length;
        return variance == 0 ? 1 : 1 / (features.Columns * variance);
    }

    /// <summary>One set of support vectors for all outputs, in the rows' order: each output's sum keeps LIBSVM's order.</summary>
    private static RegressionMachine Join(FeatureMatrix features, double gamma, List<TrainedMachine> outputs)
    {
        int[] rows = [.. outputs.SelectMany(output => output.Rows).Distinct().Order()];
        var coefficients = new double[outputs.Count * rows.Length];
        for (var k = 0; k < outputs.Count; k++)
        {
            for (var i = 0; i < outputs[k].Rows.Length; i++)
            {
                coefficients[(k * rows.Length) + Array.BinarySearch(rows, outputs[k].Rows[i])] = outputs[k].Coefficients[0][i];
            }
        }

        return new RegressionMachine(SupportVectors.Of(features, rows, gamma), coefficients, [.. outputs.Select(output => output.Rho[0])]);
    }

    private static double Loss(FeatureMatrix features, double gamma, TrainedMachine output, double[] targets)
    {
        var (chosen, rows) = Sample(features);
        var fits = new SvmModel(Header(features, 1), Join(features, gamma, [output])).Predict(chosen);
        return rows.Select((row, i) => (targets[row] - fits[i]) * (targets[row] - fits[i])).Average();
    }

    private static double WrongShare(SvmModel model, FeatureMatrix features, int[] labels)
    {
        var (chosen, rows) = Sample(features);
        var scores = model.Predict(chosen);
        var width = scores.Length / rows.Length;
        return rows.Select((row, i) => scores.AsSpan(i * width, width).IndexOf(scores.AsSpan(i * width, width).ToArray().Max()) == labels[row] ? 0.0 : 1).Average();
    }

    private static (FeatureMatrix Chosen, int[] Rows) Sample(FeatureMatrix features)
    {
        var count = Math.Min(ReportRows, features.Rows);
        int[] rows = [.. Enumerable.Range(0, count).Select(i => (int)((long)i * features.Rows / count))];
        var values = new float[count * features.Columns];
        features.Read(rows, values);
        return (new FeatureMatrix(values, count, features.Columns) { Shape = features.Shape }, rows);
    }
}
