using static EventCollab.Torch.Tests.GradientCase;

namespace EventCollab.Torch.Tests;

/// <summary>Every module and every function of <c>nn.functional</c> that has a gradient: a test compares it with the assembly.</summary>
internal static class GradientCases
{
    private static readonly long[] Row = [3, 4];
    private static readonly long[] Image = [2, 4, 5, 5];

    internal static IEnumerable<GradientCase> All => [.. Layers, .. Losses, .. Functions];

    private static IEnumerable<GradientCase> Layers =>
    [
        Layer(() => Linear(4, 3), Row, twice: true),
        Layer(() => Linear(4, 3, false), Row, " without bias"),
        Layer(() => Conv1d(4, 2, 3, 2, 1), [2, 4, 7], twice: true),
        Layer(() => Conv1d(4, 2, 3, Padding.Same), [2, 4, 5], " same"),
        Layer(() => Conv1d(4, 2, 3, padding: 1, padding_mode: PaddingModes.Reflect), [2, 4, 5], " reflecting"),
        Layer(() => Conv2d(4, 6, 3, 2, 1, 1, PaddingModes.Zeros, 2), Image, twice: true),
        Layer(() => Conv2d(4, 2, (3, 2), (1, 2), (1, 0), (1, 2), bias: false), Image, " of unequal sides"),
        Layer(() => Conv2d(4, 2, 3, Padding.Same), Image, " same"),
        Layer(() => Conv2d(4, 2, 3, padding: 1, padding_mode: PaddingModes.Replicate), Image, " replicating"),
        Layer(() => ConvTranspose2d(4, 2, 3, 2, 1, 1), Image, twice: true),
        Layer(() => BatchNorm1d(4), [5, 4], twice: true),
        Layer(() => BatchNorm1d(4), [3, 4, 2], " of series"),
        Layer(() => BatchNorm2d(4), Image, twice: true),
        Layer(() => Evaluated(BatchNorm2d(4)), Image, " evaluated"),
        Layer(() => BatchNorm2d(4, affine: false, track_running_stats: false), Image, " bare"),
        Layer(() => GroupNorm(2, 4), Image, twice: true),
        Layer(() => LayerNorm(new long[] { 5, 5 }), Image, twice: true),
        Layer(() => MaxPool2d(3, 2, 1), Image),
        Layer(() => MaxPool2d(2, ceil_mode: true), Image, " ceiling"),
        Layer(() => AvgPool2d(2), Image, twice: true),
        Layer(() => AvgPool2d(3, 2, 1, true, false), Image, " ceiling"),
        Layer(() => AdaptiveAvgPool2d(3), Image, twice: true),
        Layer(() => ReLU(), Row),
        InPlace(() => ReLU(true), Row),
        Layer(() => LeakyReLU(0.2), Row),
        InPlace(() => LeakyReLU(0.2, true), Row),
        Layer(() => ELU(0.7), Row, twice: true),
        InPlace(() => ELU(0.7, true), Row),
        Layer(() => GELU(), Row, twice: true),
        Layer(() => SiLU(), Row, twice: true),
        InPlace(() => SiLU(true), Row),
        Layer(() => Softplus(2), Row, twice: true),
        Layer(() => Tanh(), Row, twice: true),
        InPlace(() => Tanh(true), Row),
        Layer(() => Sigmoid(), Row, twice: true),
        InPlace(() => Sigmoid(true), Row),
        Layer(() => Softmax(1), Row, twice: true),
        Layer(() => LogSoftmax(1), Row, twice: true),
        Layer(() => Dropout(0.4), Row),
        InPlace(() => Dropout(0.4, true), Row),
        Layer(() => Dropout2d(0.4), Image),
        Layer(() => Flatten(), Image, twice: true),
        Layer(() => Unflatten(1, [2, 2]), Row),
        Layer(() => Identity(), Row),
        Layer(() => Upsample(scale_factor: [2]), [1, 2, 3, 2]),
        Layer(() => Upsample([5, 4], mode: UpsampleMode.Bilinear, align_corners: true), [1, 2, 3, 2], " bilinear", true),
        Layer(() => ZeroPad2d((1, 0, 2, 1)), [1, 2, 3, 2]),
        Layer(() => Sequential(("a", Linear(4, 3)), ("b", Tanh()), ("c", Linear(3, 2))), Row, twice: true),
        Of(() => Embedding(5, 3, 1), [], (net, _) => net.call(tensor(new long[] { 0, 2, 4, 4 }))),
        Of(() => LSTM(3, 2, 2, true, true, 0, true), [[2, 4, 3]], (net, x) => Joined(net.call(x[0]))),
        Of(() => LSTM(3, 2), [[4, 2, 3], [1, 2, 2], [1, 2, 2]], (net, x) => Joined(net.call(x[0], (x[1], x[2]))), " from a state"),
        Of(() => LSTM(3, 2, 2, false, dropout: 0.3), [[4, 2, 3]], (net, x) => Joined(net.call(x[0])), " dropping"),
        Of(() => CosineSimilarity(), [Row, Row], (net, x) => net.call(x[0], x[1]), twice: true),
    ];

    private static IEnumerable<GradientCase> Losses =>
    [
        Of(() => MSELoss(), [Row, Row], (net, x) => net.call(x[0], x[1]), twice: true),
        Of(() => MSELoss(nn.Reduction.None), [Row, Row], (net, x) => net.call(x[0], x[1]), " of each"),
        Of(() => L1Loss(), [Row, Row], (net, x) => net.call(x[0], x[1])),
        Of(() => SmoothL1Loss(beta: 0.5), [Row, Row], (net, x) => net.call(x[0], x[1])),
        Of(() => HuberLoss(0.5), [Row, Row], (net, x) => net.call(x[0], x[1])),
        Of(() => CrossEntropyLoss(), [Row], (net, x) => net.call(x[0], Classes), twice: true),
        Of(() => CrossEntropyLoss(Weights, 3, nn.Reduction.Sum), [Row], (net, x) => net.call(x[0], Classes), " weighted"),
        Of(() => NLLLoss(Weights), [Row], (net, x) => net.call(F.log_softmax(x[0], 1), Classes)),
        Of(() => BCELoss(), [Row], (net, x) => net.call(x[0].sigmoid(), Truths)),
        Of(() => BCEWithLogitsLoss(pos_weights: Weights), [Row], (net, x) => net.call(x[0], Truths), twice: true),
        Of(() => KLDivLoss(), [Row, Row], (net, x) => net.call(F.log_softmax(x[0], 1), F.log_softmax(x[1], 1))),
        Of(() => KLDivLoss(false), [Row, Row], (net, x) => net.call(F.log_softmax(x[0], 1), F.softmax(x[1], 1)), " of probabilities"),
        Of(() => PoissonNLLLoss(), [Row], (net, x) => net.call(x[0], Truths * 3)),
        Of(() => HingeEmbeddingLoss(), [Row], (net, x) => net.call(x[0], Signs)),
        Of(() => SoftMarginLoss(), [Row], (net, x) => net.call(x[0], Signs)),
        Of(() => CosineEmbeddingLoss(0.1), [Row, Row], (net, x) => net.call(x[0], x[1], tensor(new double[] { 1, -1, -1 }))),
        Of(() => MarginRankingLoss(0.3), [Row, Row], (net, x) => net.call(x[0], x[1], Signs)),
        Of(() => TripletMarginLoss(swap: true), [Row, Row, Row], (net, x) => net.call(x[0], x[1], x[2])),
    ];

    // Modules call most of these; here are the forms they do not reach.
    private static IEnumerable<GradientCase> Functions =>
    [
        Function("relu", [Row], x => F.relu(x[0])),
        Function("leaky_relu", [Row], x => F.leaky_relu(x[0])),
        Function("elu", [Row], x => F.elu(x[0], 1.5)),
        Function("gelu", [Row], x => F.gelu(x[0])),
        Function("silu", [Row], x => F.silu(x[0])),
        Function("softplus", [Row], x => F.softplus(x[0])),
        Function("tanh", [Row], x => F.tanh(x[0])),
        Function("sigmoid", [Row], x => F.sigmoid(x[0])),
        Function("softmax", [Row], x => F.softmax(x[0], 0)),
        Function("log_softmax", [Row], x => F.log_softmax(x[0], 0)),
        Function("linear", [[2, 3], [4, 3], [4]], x => F.linear(x[0], x[1], x[2]).pow(2), true),
        Function("dropout", [Row], x => F.dropout(x[0], 0.3)),
        Function("dropout2d", [Image], x => F.dropout2d(x[0], 0.3)),
        Function("conv1d", [[1, 2, 5], [3, 2, 2], [3]], x => F.conv1d(x[0], x[1], x[2])),
        Function("conv1d_padding", [[1, 2, 5], [3, 2, 3]], x => F.conv1d_padding(x[0], x[1], padding: Padding.Same)),
        Function("conv2d", [[1, 2, 5, 4], [3, 2, 2, 2]], x => F.conv2d(x[0], x[1])),
        Function("conv2d_padding", [[1, 2, 5, 4], [3, 2, 3, 1]], x => F.conv2d_padding(x[0], x[1], padding: Padding.Same)),
        Function("conv_transpose2d", [[1, 2, 3, 2], [2, 3, 2, 2]], x => F.conv_transpose2d(x[0], x[1])),
        Function("max_pool2d", [Image], x => F.max_pool2d(x[0], 2) + F.max_pool2d(x[0], (2, 2), (2, 2))),
        Function("max_pool2d_with_indices", [Image], x => F.max_pool2d_with_indices(x[0], [2, 2]).output),
        Function("avg_pool2d", [Image], x => F.avg_pool2d(x[0], 2) + F.avg_pool2d(x[0], (2, 2), (2, 2), divisor_override: 3)),
        Function("adaptive_avg_pool2d", [Image], x => F.adaptive_avg_pool2d(x[0], (2, 3)).sum(2) + F.adaptive_avg_pool2d(x[0], 3).sum(2)),
        Function("batch_norm", [[4, 3]], x => F.batch_norm(x[0], null, null, training: true)),
        Function("group_norm", [Image], x => F.group_norm(x[0], 2)),
        Function("layer_norm", [Row], x => F.layer_norm(x[0], [4])),
        Function("pad", [[2, 3, 4]], x => F.pad(x[0], (1, 2), PaddingModes.Circular) + F.pad(x[0], (2, 1), PaddingModes.Reflect)),
        Function("pad by a number", [[3, 2]], x => F.pad(x[0], 1, value: 7) * F.pad(x[0], [1, 1, 1, 1]), true),
        Function("pad with replicas", [[1, 2, 3, 3]], x => F.pad(x[0], (1, 1, 0, 2), PaddingModes.Replicate)),
        Function("interpolate nearest", [[1, 2, 3]], x => F.interpolate(x[0], [5])),
        Function("interpolate nearest exact", [[1, 2, 3, 3]], x => F.interpolate(x[0], [5, 4], mode: InterpolationMode.NearestExact)),
        Function("interpolate linear", [[1, 2, 3]], x => F.interpolate(x[0], null, [1.7], InterpolationMode.Linear)),
        Function("interpolate bicubic", [[1, 1, 4, 4]], x => F.interpolate(x[0], [6, 3], mode: InterpolationMode.Bicubic)),
        Function("interpolate area", [[1, 2, 4, 4]], x => F.interpolate(x[0], null, [0.5], InterpolationMode.Area)),
        Function("upsample_bilinear", [[1, 1, 2, 3]], x => F.upsample_bilinear(x[0], null, [2, 2], true)),
        Function("upsample_nearest", [[1, 1, 2, 3]], x => F.upsample_nearest(x[0], [4, 4])),
        Function("normalize", [Row], x => F.normalize(x[0]), true),
        Function("cosine_similarity", [Row, Row], x => F.cosine_similarity(x[0], x[1])),
        Function("pairwise_distance", [Row, Row], x => F.pairwise_distance(x[0], x[1], 3)),
        Function("mse_loss", [Row, Row], x => F.mse_loss(x[0], x[1], nn.Reduction.Sum)),
        Function("l1_loss", [Row, Row], x => F.l1_loss(x[0], x[1])),
        Function("smooth_l1_loss", [Row, Row], x => F.smooth_l1_loss(x[0] * 3, x[1])),
        Function("huber_loss", [Row, Row], x => F.huber_loss(x[0] * 3, x[1])),
        Function("cross_entropy", [Row], x => F.cross_entropy(x[0], Classes, Weights, label_smoothing: 0.1)),
        Function("cross_entropy of probabilities", [Row, Row], x => F.cross_entropy(x[0], F.softmax(x[1], 1))),
        Function("nll_loss", [Row], x => F.nll_loss(F.log_softmax(x[0], 1), Classes)),
        Function("binary_cross_entropy", [Row], x => F.binary_cross_entropy(x[0].sigmoid(), Truths, Weights)),
        Function("binary_cross_entropy_with_logits", [[5]], x => F.binary_cross_entropy_with_logits(x[0], tensor(new[] { 0.0, 1, 1, 0, 1 }))),
        Function("poisson_nll_loss", [Row], x => F.poisson_nll_loss(x[0].exp(), Truths * 4, false, true)),
        Function("kl_div", [Row, Row], x => F.kl_div(F.log_softmax(x[0], 1), F.log_softmax(x[1], 1))),
        Function("hinge_embedding_loss", [Row], x => F.hinge_embedding_loss(x[0], Signs)),
        Function("soft_margin_loss", [Row], x => F.soft_margin_loss(x[0], Signs)),
        Function("cosine_embedding_loss", [Row, Row], x => F.cosine_embedding_loss(x[0], x[1], tensor(new double[] { 1, -1, 1 }))),
        Function("margin_ranking_loss", [Row, Row], x => F.margin_ranking_loss(x[0], x[1], Signs)),
        Function("triplet_margin_loss", [Row, Row, Row], x => F.triplet_margin_loss(x[0], x[1], x[2], 2, 1)),
    ];

    private static Tensor Classes => tensor(new long[] { 0, 3, 1 });

    private static Tensor Weights => tensor(new[] { 0.5, 1, 2, 3 });

    private static Tensor Truths => tensor(new double[,] { { 0, 1, 1, 0 }, { 1, 0, 1, 1 }, { 0, 0, 1, 0 } });

    private static Tensor Signs => (Truths * 2) - 1;

    private static T Evaluated<T>(T net)
        where T : Module
    {
        net.eval();
        return net;
    }

    private static Tensor Joined((Tensor Output, Tensor Hidden, Tensor Cell) states)
        => cat([states.Output.flatten(), states.Hidden.flatten(), states.Cell.flatten()]);
}
