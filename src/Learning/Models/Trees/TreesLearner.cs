using System.Numerics.Tensors;
using EventCollab.Learning.Models.Files;
using EventCollab.Learning.Models.Native;

namespace EventCollab.Learning.Models.Trees;

/// <summary>
/// Gradient-boosted trees by XGBoost. Residuals are fitted with scikit-learn's defaults (100 trees of depth 3, rate 0.1, squared
/// loss, exact splits, no penalty), one ensemble an output; classes with the penalty 1 that Newton steps need where all are sure.
/// Nothing is drawn, so the seed has no say. NaN is a missing cell: each split learns the side it goes to.
/// </summary>
internal sealed class TreesLearner : ILocalLearner
{
    private const string Name = "gb";
    private const int TreeCount = 100;

    private static readonly (string, string)[] Common =
    [
        ("booster", "gbtree"), ("tree_method", "exact"), ("max_depth", "3"), ("eta", "0.1"), ("gamma", "0"), ("nthread", "1"), ("verbosity", "0"),
    ];

    public ILocalModel Fit(RegressionTask task, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        TaskCheck.Check(Name, task);
        var features = Features(task.Features);
        var (means, exponents) = Scales(task);
        var labels = Labels(task, means, exponents);
        (string, string)[] own =
        [
            ("objective", "reg:squarederror"), ("base_score", "0"), ("lambda", "0"), ("alpha", "0"), ("min_child_weight", "0"),
        ];
        using var booster = Booster.Create(features, labels, task.Width, Common.Concat(own));
        Grow(booster, progress, sums => SquaredError(sums, labels, exponents), cancellation);
        return new TreesModel(Header(task.Features, task.Width), means, [.. booster.Trees().Select(tree => Scaled(tree, -exponents[tree.Output]))]);
    }

    public ILocalModel Fit(ClassificationTask task, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        TaskCheck.Check(Name, task);
        var features = Features(task.Features);
        if (task.Classes == 1)
        {
            return new TreesModel(Header(task.Features, 1), [0], []);
        }

        (string, string)[] own =
        [
            ("objective", "multi:softprob"), ("num_class", $"{task.Classes}"), ("base_score", "0"), ("lambda", "1"), ("alpha", "0"), ("min_child_weight", "0"),
        ];
        using var booster = Booster.Create(features, Array.ConvertAll(task.Labels, label => (float)label), 1, Common.Concat(own));
        Grow(booster, progress, sums => CrossEntropy(sums, task.Labels, task.Classes), cancellation);
        return new TreesModel(Header(task.Features, task.Classes), new double[task.Classes], booster.Trees());
    }

    public ILocalModel Load(byte[] model) => TreesModel.Load(model);

    private static ModelHeader Header(IFeatures features, int width) => new(LocalModelKind.Gb, features.Shape, width);

    private static FeatureMatrix Features(IFeatures features)
    {
        var matrix = features.ToMatrix();
        TaskCheck.CheckValues(Name, matrix, value => !float.IsInfinity(value), "trees take finite values, and NaN for a missing cell");
        return matrix;
    }

    private delegate double LossOf(ReadOnlySpan<float> sums);

    private static void Grow(Booster booster, IProgress<TrainingProgress>? progress, LossOf loss, CancellationToken cancellation)
    {
        for (var tree = 0; tree < TreeCount; tree++)
        {
            cancellation.ThrowIfCancellationRequested();
            booster.Update(tree);
            progress?.Report(new TrainingProgress(tree + 1, TreeCount, 1, 1, loss(booster.TrainingSums())));
        }
    }

    /// <summary>
    /// Each output's mean, and the power of 2 that brings its largest distance from the mean to 2^12 or just below. XGBoost leaves a
    /// node whole when a split gains less than 1e-6, whatever the size of the residuals; so scaled, that is less than float32 can tell.
    /// </summary>
    private static (double[] Means, int[] Exponents) Scales(RegressionTask task)
    {
        var means = new double[task.Width];
        for (var i = 0; i < task.Residuals.Length; i++)
        {
            means[i % task.Width] += task.Residuals[i];
        }

        var largest = new double[task.Width];
        for (var k = 0; k < task.Width; k++)
        {
            means[k] /= task.Features.Rows;
        }

        for (var i = 0; i < task.Residuals.Length; i++)
        {
            var k = i % task.Width;
            largest[k] = Math.Max(largest[k], Math.Abs(task.Residuals[i] - means[k]));
        }

        return (means, Array.ConvertAll(largest, distance => distance == 0 ? 0 : 11 - Math.ILogB(distance)));
    }

    private static float[] Labels(RegressionTask task, double[] means, int[] exponents)
    {
        var labels = new float[task.Residuals.Length];
        for (var i = 0; i < labels.Length; i++)
        {
            var k = i % task.Width;
            labels[i] = (float)Math.ScaleB(task.Residuals[i] - means[k], exponents[k]);
        }

        return labels;
    }

    /// <summary>Powers of 2 change no digit of the leaves.</summary>
    private static Tree Scaled(Tree tree, int exponent) => tree with
    {
        Nodes = Array.ConvertAll(tree.Nodes, node => node.Feature == TreeNode.Leaf ? node with { Value = MathF.ScaleB(node.Value, exponent) } : node),
    };

    private static double SquaredError(ReadOnlySpan<float> sums, float[] labels, int[] exponents)
    {
        var sum = 0.0;
        for (var i = 0; i < labels.Length; i++)
        {
            var error = Math.ScaleB((double)labels[i] - sums[i], -exponents[i % exponents.Length]);
            sum += error * error;
        }

        return sum / labels.Length;
    }

    private static double CrossEntropy(ReadOnlySpan<float> sums, int[] labels, int classes)
    {
        var sum = 0.0;
        for (var i = 0; i < labels.Length; i++)
        {
            var row = sums.Slice(i * classes, classes);
            var (largest, total) = (TensorPrimitives.Max(row), 0.0);
            foreach (var score in row)
            {
                total += Math.Exp(score - largest);
            }

            sum += largest + Math.Log(total) - row[labels[i]];
        }

        return sum / labels.Length;
    }
}
