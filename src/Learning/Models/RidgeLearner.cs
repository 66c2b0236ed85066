using System.Numerics.Tensors;
using EventCollab.Learning.Models.Files;
using EventCollab.Learning.Models.Native;
using MathNet.Numerics.LinearAlgebra;

namespace EventCollab.Learning.Models;

/// <summary>
/// Affine least squares with penalty 1e-3 N on the slopes, in closed form (Cholesky). The intercept is not penalised. It has
/// no loss to choose and nothing random, and is the fastest learner that reaches the published test metrics.
/// </summary>
internal sealed class RidgeLearner : ILocalLearner
{
    private const string Name = "localModel ridge";
    private const double PenaltyPerRow = 1e-3;

    public ILocalModel Fit(RegressionTask task, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        TaskCheck.Check(Name, task);
        var (columns, width) = (task.Features.Columns, task.Width);
        var means = Means(task.Features);
        if (!TensorPrimitives.IsFiniteAll(means))
        {
            throw new MethodException($"{Name}: column {Array.FindIndex(means, mean => !double.IsFinite(mean))} holds a value that is not finite; fill missing cells first.");
        }

        var residualMeans = Means(new FeatureMatrix(task.Residuals, task.Features.Rows, width));
        cancellation.ThrowIfCancellationRequested();
        var (gram, along) = Normal(task.Features, task.Residuals, means, residualMeans);
        for (var i = 0; i < columns; i++)
        {
            gram[i, i] += PenaltyPerRow * task.Features.Rows;
        }

        cancellation.ThrowIfCancellationRequested();
        var slopes = gram.Cholesky().Solve(along);
        var parameters = new double[(columns + 1) * width];
        for (var k = 0; k < width; k++)
        {
            var intercept = residualMeans[k];
            for (var i = 0; i < columns; i++)
            {
                parameters[(i * width) + k] = slopes[i, k];
                intercept -= means[i] * slopes[i, k];
            }

            parameters[(columns * width) + k] = intercept;
        }

        return new RidgeModel(new ModelHeader(LocalModelKind.Ridge, task.Features.Shape, width), parameters);
    }

    public ILocalModel Fit(ClassificationTask task, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        TaskCheck.Check(Name, task);
        return Fit(OneHot.ToRegression(task), progress, cancellation);
    }

    public ILocalModel Load(byte[] model) => RidgeModel.Load(model);

    private static double[] Means(IFeatures features)
    {
        var means = new double[features.Columns];
        new RowBlocks(features).ForEach((_, values) =>
        {
            for (var j = 0; j < means.Length; j++)
            {
                means[j] += values[j];
            }
        });
        return [.. means.Select(sum => sum / features.Rows)];
    }

    /// <summary>X'X and X'R of the centred columns, summed over rows in order.</summary>
    private static (Matrix<double> Gram, Matrix<double> Along) Normal(IFeatures rows, float[] residuals, double[] means, double[] residualMeans)
    {
        var (columns, width) = (means.Length, residualMeans.Length);
        var gram = new double[columns, columns];
        var along = new double[columns, width];
        var centred = new double[columns];
        new RowBlocks(rows).ForEach((row, features) =>
        {
            for (var i = 0; i < columns; i++)
            {
                centred[i] = features[i] - means[i];
                for (var j = 0; j <= i; j++)
                {
                    gram[i, j] += centred[i] * centred[j];
                }

                for (var k = 0; k < width; k++)
                {
                    along[i, k] += centred[i] * (residuals[(row * width) + k] - residualMeans[k]);
                }
            }
        });

        for (var i = 0; i < columns; i++)
        {
            for (var j = 0; j < i; j++)
            {
                gram[j, i] = gram[i, j];
            }
        }

        return (Matrix<double>.Build.DenseOfArray(gram), Matrix<double>.Build.DenseOfArray(along));
    }
}
