using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using EventCollab.Learning.Models;

namespace EventCollab.Learning.Tests.Learners;

/// <summary>What scikit-learn and XGBoost's own Python package make of the same tasks; one Python process for all.</summary>
public sealed class PythonLearners : IAsyncLifetime
{
    private const string Python = "/usr/bin/python3";

    private const string Script =
        """
        import sys
        try:
            import numpy as np, xgboost as xgb
            from sklearn.svm import SVR, SVC
            from sklearn.ensemble import GradientBoostingRegressor
        except ImportError:
            sys.exit(77)
        data = np.fromfile(sys.argv[1], '<f4')
        n, d, k, c = (int(v) for v in sys.argv[2:6])
        x, data = data[:n * d].reshape(n, d), data[n * d:]
        r, data = data[:n * k].reshape(n, k), data[n * k:]
        z, labels = data[:n * d].reshape(n, d), data[n * d:]
        train, half = slice(0, n // 2), n // 2
        def show(name, values):
            print(name, *(repr(float(v)) for v in np.asarray(values).ravel()))
        show('svr', np.stack([SVR().fit(x[train], r[train, j]).predict(x) for j in range(k)], 1))
        show('svc', SVC().fit(z[train], labels[train]).decision_function(z))
        gb = [GradientBoostingRegressor(criterion='squared_error', random_state=0).fit(x[train], r[train, j]) for j in range(k)]
        show('gb', np.stack([g.predict(x) for g in gb], 1))
        fixed = dict(tree_method='exact', max_depth=3, eta=0.1, reg_lambda=0, min_child_weight=0, nthread=1, base_score=0)
        def boosted(j):
            mean = r[train, j].astype('f8').mean()
            trees = xgb.train(fixed, xgb.DMatrix(x[train], label=((r[train, j] - mean) * 2048).astype('f4')), 100)
            return mean + trees.predict(xgb.DMatrix(x)).astype('f8') / 2048
        show('xgboost', np.stack([boosted(j) for j in range(k)], 1))
        multi = dict(tree_method='exact', max_depth=3, eta=0.1, reg_lambda=1, min_child_weight=0, nthread=1, base_score=0)
        multi.update(objective='multi:softprob', num_class=c)
        trees = xgb.train(multi, xgb.DMatrix(z[train], label=labels[train]), 100)
        show('xgboost classes', trees.predict(xgb.DMatrix(z), output_margin=True))
        """;

    /// <summary>Rows; the first half is trained on, predictions are of all.</summary>
    internal const int Rows = 240;

    internal static RegressionTask Regression { get; } = Draw.Regression(Rows, 5, 2);

    /// <summary>
    /// Classes are numbered as they first occur: LIBSVM takes them in that order, scikit-learn in ascending order, and the order
    /// decides on which side of the tolerance the solver stops.
    /// </summary>
    internal static ClassificationTask Classification { get; } = Numbered(Draw.Classification(Rows, 5, 4));

    /// <summary>Predictions by name; null without the Python packages.</summary>
    internal Dictionary<string, double[]>? Predictions { get; private set; }

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Python))
        {
            return;
        }

        var file = Path.GetTempFileName();
        try
        {
            float[] all =
            [
                .. ((FeatureMatrix)Regression.Features).Values, .. Regression.Residuals,
                .. ((FeatureMatrix)Classification.Features).Values, .. Classification.Labels.Select(label => (float)label),
            ];
            await File.WriteAllBytesAsync(file, MemoryMarshal.AsBytes(all.AsSpan()).ToArray());
            await RunAsync(file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task RunAsync(string file)
    {
        var start = new ProcessStartInfo(Python)
        {
            ArgumentList = { "-c", Script, file, $"{Rows}", $"{Regression.Features.Columns}", $"{Regression.Width}", $"{Classification.Classes}" },
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 77)
        {
            process.ExitCode.ShouldBe(0);
            Predictions = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).ToDictionary(Name, Values);
        }
    }

    private static ClassificationTask Numbered(ClassificationTask task)
    {
        var order = task.Labels.Distinct().ToList();
        return task with { Labels = [.. task.Labels.Select(label => order.IndexOf(label))] };
    }

    private static string Name(string line) => string.Join(' ', line.Split(' ').TakeWhile(word => char.IsAsciiLetter(word[0]) && word != "nan"));

    private static double[] Values(string line) =>
        [.. line.Split(' ').SkipWhile(word => char.IsAsciiLetter(word[0])).Select(word => double.Parse(word, CultureInfo.InvariantCulture))];
}
