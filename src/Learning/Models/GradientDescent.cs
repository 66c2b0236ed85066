namespace EventCollab.Learning.Models;

/// <summary>
/// The paper code's training loop: SGD (rate 0.1, momentum 0.9, weight decay 5e-4), rate times 0.1 after epochs 50 and 100,
/// gradient norm clipped at 1, batches of 1024.
/// </summary>
internal static class GradientDescent
{
    private const int BatchRows = 1024;

    /// <summary>One BLAS thread: the number of threads decides the order of sums, and so would decide the bits.</summary>
    public static void UseOneThread() => set_num_threads(1);

    public static Tensor ToTensor(IFeatures features) => tensor(features.ToMatrix().Values, new long[] { features.Rows, features.Columns });

    /// <returns>The rows of a batch; the tensor itself where the batch is everything.</returns>
    public static Tensor Rows(Tensor values, long[]? rows) => rows is null ? values : values.index_select(0, tensor(rows, new long[] { rows.Length }));

    /// <param name="parameters">What is trained; of the caller's scope.</param>
    /// <param name="epochs">Passes over the rows.</param>
    /// <param name="loss">The loss on a batch of rows; null stands for all of them.</param>
    /// <param name="count">N.</param>
    /// <param name="random">Of the order of rows.</param>
    /// <param name="progress">Told after each epoch.</param>
    /// <param name="cancellation">Looked at after each epoch.</param>
    public static void Train(
        IReadOnlyList<Parameter> parameters, int epochs, Func<long[]?, Tensor> loss, int count, RandomSource random,
        IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        UseOneThread();
        using var optimizer = optim.SGD(parameters, 0.1, momentum: 0.9, weight_decay: 5e-4);
        var schedule = optim.lr_scheduler.MultiStepLR(optimizer, new List<int> { 50, 100 }, 0.1);
        for (var epoch = 1; epoch <= epochs; epoch++)
        {
            cancellation.ThrowIfCancellationRequested();
            var value = 0.0;
            foreach (var rows in Batches(count, random))
            {
                using var scope = NewDisposeScope();
                optimizer.zero_grad();
                var current = loss(rows);
                current.backward();
                torch.nn.utils.clip_grad_norm_(parameters, 1);
                optimizer.step();

                // Reading the value back costs a copy; without anyone to tell there is none.
                value = progress is null ? 0 : current.item<float>();
            }

            schedule.step();
            progress?.Report(new TrainingProgress(epoch, epochs, 1, 1, value));
        }
    }

    private static List<long[]?> Batches(int rows, RandomSource random) =>
        rows <= BatchRows ? [null] : [.. random.NextPermutation(rows).Select(row => (long)row).Chunk(BatchRows)];
}
