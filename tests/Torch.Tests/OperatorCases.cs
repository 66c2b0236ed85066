using Op = (string Python, System.Func<EventCollab.Torch.Tests.OperatorInputs, EventCollab.Torch.torch.Tensor> Own);

namespace EventCollab.Torch.Tests;

/// <summary>An expression of Python's torch beside ours, over the inputs of <see cref="OperatorInputs"/>.</summary>
internal static class OperatorCases
{
    internal static IReadOnlyList<Op> All =>
        [.. Factories, .. Pointwise, .. Reductions, .. Shapes, .. Indexing, .. Products, .. InPlace, .. Functions, .. Modules];

    private static Op[] Factories =>
    [
        ("torch.zeros(2, 3)", x => zeros(2, 3)),
        ("torch.ones(2, dtype=torch.float64)", x => ones([2], float64)),
        ("torch.full((2, 2), 7)", x => full([2, 2], 7)),
        ("torch.full((2,), 2.5, dtype=torch.float64)", x => full([2], 2.5, float64)),
        ("torch.eye(2, 3)", x => eye(2, 3)),
        ("torch.eye(3, dtype=torch.int64)", x => eye(3, dtype: int64)),
        ("torch.arange(5)", x => arange(5)),
        ("torch.arange(1, 2, 0.25)", x => arange(1, 2, 0.25)),
        ("torch.linspace(-1, 1, 5)", x => linspace(-1, 1, 5)),
        ("torch.full_like(x.a, 3)", x => full_like(x.A, 3)),
        ("torch.ones_like(x.i)", x => ones_like(x.I)),
        ("torch.zeros_like(x.a, dtype=torch.int32)", x => zeros_like(x.A, int32)),
        ("torch.tensor(3, dtype=torch.int32)", x => tensor(3)),
        ("torch.tensor(3)", x => tensor(3L)),
        ("torch.tensor(True)", x => tensor(true)),
        ("torch.tensor(1.5)", x => tensor(1.5f)),
        ("torch.tensor(0.1, dtype=torch.float64)", x => tensor(0.1)),
        ("torch.tensor(300, dtype=torch.int16)", x => tensor((short)300)),
        ("torch.tensor([[[1, 2]], [[3, 4]]])", x => tensor(new long[,,] { { { 1, 2 } }, { { 3, 4 } } })),
        ("torch.tensor([[1, 2], [3, 4]], dtype=torch.uint8)", x => from_array(new byte[,] { { 1, 2 }, { 3, 4 } })),
        ("torch.tensor([1.5, -2], dtype=torch.float16)", x => from_array(new[] { (Half)1.5, (Half)(-2) })),
        ("torch.tensor([2., 3.])", x => frombuffer(new double[] { 1, 2, 3, 4 }, float32, 2, 1)),
        ("(torch.manual_seed(3), torch.randn_like(x.a))[1]", x => Seeded(() => randn_like(x.A))),
        ("(torch.manual_seed(3), torch.rand_like(x.a))[1]", x => Seeded(() => rand_like(x.A))),
        ("(torch.manual_seed(3), torch.randint_like(x.a, 2, 9))[1]", x => Seeded(() => randint_like(x.A, 2, 9))),
        ("(torch.manual_seed(3), torch.randint(2, 9, (5,)))[1]", x => Seeded(() => randint(2, 9, [5]))),
        ("(torch.manual_seed(3), torch.randperm(9))[1]", x => Seeded(() => randperm(9))),
        ("(torch.manual_seed(3), torch.bernoulli(x.p))[1]", x => Seeded(() => bernoulli(x.P))),
        ("(torch.manual_seed(3), torch.multinomial(x.p, 3))[1]", x => Seeded(() => multinomial(x.P, 3))),
        ("(torch.manual_seed(3), torch.normal(x.a, x.p))[1]", x => Seeded(() => normal(x.A, x.P))),
    ];

    private static Op[] Pointwise =>
    [
        ("x.a.abs()", x => x.A.abs()), ("x.a.sign()", x => x.A.sign()), ("x.a.neg()", x => x.A.neg()),
        ("x.p.log()", x => x.P.log()), ("x.p.log2()", x => x.P.log2()), ("x.p.log10()", x => x.P.log10()),
        ("x.p.log1p()", x => x.P.log1p()),
        ("x.a.exp()", x => x.A.exp()), ("x.a.expm1()", x => x.A.expm1()), ("x.p.sqrt()", x => x.P.sqrt()),
        ("x.p.rsqrt()", x => x.P.rsqrt()),
        ("x.p.reciprocal()", x => x.P.reciprocal()), ("x.a.square()", x => x.A.square()), ("x.a.trunc()", x => x.A.trunc()),
        ("x.a.floor()", x => x.A.floor()), ("x.a.ceil()", x => x.A.ceil()), ("x.a.round()", x => x.A.round()),
        ("x.a.erf()", x => x.A.erf()), ("x.a.erfc()", x => x.A.erfc()), ("x.a.sin()", x => x.A.sin()), ("x.a.cos()", x => x.A.cos()),
        ("x.a.tanh()", x => x.A.tanh()), ("x.a.sigmoid()", x => x.A.sigmoid()), ("x.a.relu()", x => x.A.relu()),
        ("x.a.remainder(0.7)", x => x.A.remainder(0.7)), ("x.a.lerp(x.b, 0.25)", x => x.A.lerp(x.B, 0.25)),
        ("x.a.clamp(-0.5, 0.5)", x => x.A.clamp(-0.5, 0.5)), ("x.a.clamp(max=0.5)", x => x.A.clamp(max: 0.5)),
        ("x.a.clamp(x.b, x.b + 1)", x => x.A.clamp(x.B, x.B + 1)), ("x.a.clamp_min(0)", x => x.A.clamp_min(0)),
        ("x.a.clamp_max(0)", x => x.A.clamp_max(0)),
        ("(x.a / 0).nan_to_num(1, 2, 3)", x => (x.A / 0).nan_to_num(1, 2, 3)), ("(x.a / 0).isinf()", x => (x.A / 0).isinf()),
        ("(x.z / 0).isnan()", x => (x.Z / 0).isnan()), ("(x.z / 0).isfinite()", x => (x.Z / 0).isfinite()),
        ("x.k.logical_and(x.a > 0)", x => x.K.logical_and(x.A > 0)), ("x.k.logical_or(x.a > 0)", x => x.K.logical_or(x.A > 0)),
        ("x.k.logical_xor(x.a > 0)", x => x.K.logical_xor(x.A > 0)), ("x.k.logical_not()", x => x.K.logical_not()),
        ("x.a.isclose(x.a + 1e-6)", x => x.A.isclose(x.A + 1e-6)), ("torch.tensor(x.a.allclose(x.b))", x => tensor(x.A.allclose(x.B))),
        ("x.p.pow(x.a)", x => x.P.pow(x.A)), ("x.a.pow(3)", x => x.A.pow(3)), ("x.a.maximum(x.b)", x => x.A.maximum(x.B)),
        ("x.a.minimum(x.b)", x => x.A.minimum(x.B)),
        ("torch.where(x.k, x.a, x.b)", x => where(x.K, x.A, x.B)), ("2 / x.p", x => 2 / x.P), ("1 - x.a", x => 1 - x.A),
        ("x.a.eq(x.a)", x => x.A.eq(x.A)),
        ("x.a.ne(x.b)", x => x.A.ne(x.B)), ("x.a.le(0)", x => x.A.le(0)), ("x.a.ge(x.b)", x => x.A.ge(x.B)),
        ("x.a.to(torch.float16)", x => x.A.half()), ("x.a.to(torch.bfloat16)", x => x.A.bfloat16()),
        ("x.a.to(torch.int64)", x => x.A.@long()),
        ("x.a.to(torch.int32)", x => x.A.@int()), ("x.a.to(torch.bool)", x => x.A.@bool()),
        ("(x.p * 9).to(torch.uint8)", x => (x.P * 9).@byte()),
        ("x.i.type_as(x.a)", x => x.I.type_as(x.A)), ("x.a.to(torch.float32)", x => x.A.to(float32, CPU)),
    ];

    private static Op[] Reductions =>
    [
        ("x.a.sum()", x => x.A.sum()), ("x.a.sum(1)", x => x.A.sum(1)), ("x.c.sum((0, 2), True)", x => x.C.sum([0, 2], true)),
        ("x.a.prod()", x => x.A.prod()), ("x.a.prod(1)", x => x.A.prod(1)), ("x.a.mean()", x => x.A.mean()),
        ("x.a.mean((0, 1))", x => x.A.mean([0, 1])),
        ("x.a.std()", x => x.A.std()), ("x.a.std(1)", x => x.A.std(1)),
        ("x.c.std((0, 2), unbiased=False, keepdim=True)", x => x.C.std([0, 2], false, true)),
        ("x.a.var(False)", x => x.A.var(false)), ("x.a.var(0, False)", x => x.A.var(0, false)), ("x.c.var((1, 2))", x => x.C.var([1, 2])),
        ("x.a.norm()", x => x.A.norm()), ("x.a.norm(1)", x => x.A.norm(1f)), ("x.a.norm(3, 1, True)", x => x.A.norm(1, true, 3f)),
        ("x.a.dist(x.b, 3)", x => x.A.dist(x.B, 3)),
        ("x.a.median()", x => x.A.median()), ("x.a.max()", x => x.A.max()), ("x.a.max(1).values", x => x.A.max(1).values),
        ("x.a.max(1).indices", x => x.A.max(1).indexes),
        ("x.a.min(0, True).values", x => x.A.min(0, true).values), ("x.c.amax((0, 2))", x => x.C.amax(0, 2)),
        ("x.c.amin((1,), True)", x => x.C.amin([1], true)),
        ("x.a.argmax()", x => x.A.argmax()), ("x.a.argmin(1)", x => x.A.argmin(1)), ("x.a.all(1)", x => x.A.all(1)),
        ("x.k.any(0)", x => x.K.any(0)),
        ("x.k.all()", x => x.K.all()), ("x.k.any()", x => x.K.any()),
        ("x.a.argsort(1, True)", x => x.A.argsort(1, true)), ("x.a.sort(0).values", x => x.A.sort(0).Values),
        ("x.a.sort(1, True).indices", x => x.A.sort(1, true).Indices),
        ("x.a.topk(2).values", x => x.A.topk(2).values), ("x.a.topk(2, 0, False).indices", x => x.A.topk(2, 0, false).indexes),
        ("x.a.kthvalue(2).values", x => x.A.kthvalue(2, null).values), ("x.a.kthvalue(2, 0).indices", x => x.A.kthvalue(2, 0).indices),
        ("x.a.quantile(torch.tensor([0.1, 0.5], dtype=torch.float64), -1)", x => x.A.quantile(tensor(new[] { 0.1, 0.5 }))),
        ("x.i.unique()", x => x.I.unique().output), ("x.i.unique(return_inverse=True)[1]", x => x.I.unique(true, true).inverse_indices!),
        ("x.i.unique(return_counts=True)[1]", x => x.I.unique(return_counts: true).counts!),
        ("torch.stack([x.i, x.i]).unique(dim=0)", x => stack([x.I, x.I]).unique(dim: 0).output),
        ("x.i.bincount(minlength=6)", x => x.I.bincount(minlength: 6)), ("x.i.bincount(x.v)", x => x.I.bincount(x.V)),
        ("x.a.histc(4)", x => x.A.histc(4)), ("x.a.histc(4, -1, 1)", x => x.A.histc(4, -1, 1)),
        ("x.a.cumsum(1)", x => x.A.cumsum(1)), ("x.a.cumprod(0)", x => x.A.cumprod(0)),
        ("x.a.logsumexp(1, True)", x => x.A.logsumexp(1, true)),
        ("x.a.softmax(0)", x => x.A.softmax(0)), ("x.a.log_softmax(1)", x => x.A.log_softmax(1)),
    ];

    private static Op[] Shapes =>
    [
        ("x.a.view(2, 6)", x => x.A.view(2, 6)), ("x.a.t().reshape(-1)", x => x.A.t().reshape(-1)), ("x.c.flatten(1)", x => x.C.flatten(1)),
        ("x.a.unflatten(1, (2, 2))", x => x.A.unflatten(1, 2, 2)), ("x.c.transpose(0, 2)", x => x.C.transpose(0, 2)),
        ("x.c.permute(2, 0, 1)", x => x.C.permute(2, 0, 1)),
        ("x.c.movedim(0, 2)", x => x.C.movedim(0, 2)), ("x.v.unsqueeze(1).squeeze()", x => x.V.unsqueeze(1).squeeze()),
        ("x.v.expand(3, 4)", x => x.V.expand(3, 4)),
        ("x.v.expand_as(x.a)", x => x.V.expand_as(x.A)), ("x.a.repeat(2, 1)", x => x.A.repeat(2, 1)),
        ("x.v.tile((2, 2))", x => x.V.tile(2, 2)),
        ("x.a.repeat_interleave(2)", x => x.A.repeat_interleave(2)), ("x.a.repeat_interleave(2, 1)", x => x.A.repeat_interleave(2, 1)),
        ("x.v.repeat_interleave(x.i)", x => x.V.repeat_interleave(x.I)), ("x.a.flip(0, 1)", x => x.A.flip(0, 1)),
        ("x.a.roll(1)", x => x.A.roll(1)),
        ("x.a.roll(1, 0)", x => x.A.roll(1, 0)), ("x.a.roll((1, 2), (0, 1))", x => x.A.roll([1, 2], [0, 1])),
        ("x.a.tril()", x => x.A.tril()), ("x.a.triu(1)", x => x.A.triu(1)),
        ("x.a.diagonal()", x => x.A.diagonal()), ("x.c.diagonal(1, 1, 2)", x => x.C.diagonal(1, 1, 2)), ("x.v.diag()", x => x.V.diag()),
        ("x.v.unfold(0, 2, 1)", x => x.V.unfold(0, 2, 1)), ("x.a.unbind(1)[2]", x => x.A.unbind(1)[2]),
        ("x.a.split(3, 1)[1]", x => x.A.split(3, 1)[1]),
        ("x.a.split((1, 2), 0)[1]", x => x.A.split([1, 2])[1]), ("x.a.chunk(2, 1)[0]", x => x.A.chunk(2, 1)[0]),
        ("torch.cat((x.a, x.b), 1)", x => cat([x.A, x.B], 1)),
        ("torch.stack((x.a, x.b), 2)", x => stack([x.A, x.B], 2)), ("x.a.narrow(1, 1, 2)", x => x.A.narrow(1, 1, 2)),
        ("x.a.broadcast_to((2, 3, 4))", x => x.A.broadcast_to(2, 3, 4)),
    ];

    private static Op[] Indexing =>
    [
        ("x.a[1]", x => x.A[1]), ("x.a[1, -1]", x => x.A[1, -1]), ("x.c[1, 2, 3]", x => x.C[1, 2, 3]), ("x.a[1:]", x => x.A[1..]),
        ("x.a[:-1, 1:3]", x => x.A[..^1, 1..3]), ("x.a[::2]", x => x.A[TensorIndex.Slice(step: 2)]),
        ("x.c[..., 0]", x => x.C[TensorIndex.Ellipsis, 0]),
        ("x.c[0, ..., 1:]", x => x.C[0, TensorIndex.Ellipsis, 1..]), ("x.a[:, None]", x => x.A[TensorIndex.Colon, TensorIndex.None]),
        ("x.a[x.k]", x => x.A[x.K]), ("x.a[x.j]", x => x.A[x.J]), ("x.a[x.j, x.j]", x => x.A[x.J, x.J]),
        ("x.a[:, x.i]", x => x.A[TensorIndex.Colon, x.I]),
        ("x.c[:, x.j, 1:]", x => x.C[TensorIndex.Colon, x.J, 1..]), ("x.c[1, x.k]", x => x.C[1, x.K]),
        ("x.c[..., x.i]", x => x.C[TensorIndex.Ellipsis, x.I]),
        ("x.a[True]", x => x.A[TensorIndex.Bool(true)]), ("x.a[0, x.i]", x => x.A[0, x.I]),
        ("x.a[(x.i[:3], x.i[1:])]", x => x.A[x.I[..3], x.I[1..]]),
        ("x.put((1, slice(2, None)), 5.)", x => Put(x, a => a[1, 2..] = tensor(5.0))),
        ("x.put((x.k,), 5.)", x => Put(x, a => a[x.K] = tensor(5.0))),
        ("x.put((slice(None), x.i[:2]), 7.)", x => Put(x, a => a[TensorIndex.Colon, x.I[..2]] = tensor(7.0))),
        ("x.put((x.j, x.j), 3.)", x => Put(x, a => a.index_put_(3, x.J, x.J))),
        ("x.put((2,), 3.)", x => Put(x, a => a[2] = tensor(3.0))), ("x.put((2, 1), 3.)", x => Put(x, a => a[2, 1] = tensor(3.0))),
        ("x.a.index_select(1, x.i)", x => x.A.index_select(1, x.I)), ("x.a.gather(1, x.g)", x => x.A.gather(1, x.G)),
        ("x.a.take(x.i)", x => x.A.take(x.I)),
        ("x.a.take_along_dim(x.g, 1)", x => x.A.take_along_dim(x.G, 1)), ("x.a.take_along_dim(x.i)", x => x.A.take_along_dim(x.I)),
        ("x.a.masked_select(x.k)", x => x.A.masked_select(x.K)), ("x.k.nonzero()", x => x.K.nonzero()),
        ("x.a.masked_fill(x.k, 9)", x => x.A.masked_fill(x.K, 9)),
        ("x.a.scatter(1, x.g, x.b)", x => x.A.scatter(1, x.G, x.B)), ("x.a.scatter(1, x.g, 8.)", x => x.A.scatter(1, x.G, 8)),
        ("x.a.scatter_add(1, x.g, x.b)", x => x.A.scatter_add(1, x.G, x.B)),
        ("x.a.index_add(0, x.j, x.b[:2], alpha=2)", x => x.A.index_add(0, x.J, x.B[..2], 2)),
        ("x.a.index_copy(0, x.j, x.b[:2])", x => x.A.index_copy(0, x.J, x.B[..2])),
        ("x.a.index_fill(0, x.j, 4)", x => x.A.index_fill(0, x.J, 4)),
    ];

    private static Op[] Products =>
    [
        ("x.a.matmul(x.m)", x => x.A.matmul(x.M)), ("x.a.mm(x.m)", x => x.A.mm(x.M)), ("x.a.mv(x.v)", x => x.A.mv(x.V)),
        ("x.v.dot(x.v)", x => x.V.dot(x.V)),
        ("x.v.outer(x.v)", x => x.V.outer(x.V)), ("x.c.bmm(x.d)", x => x.C.bmm(x.D)),
        ("torch.addmm(x.q, x.a, x.m, beta=0.5, alpha=2)", x => x.Q.addmm(x.A, x.M, 0.5f, 2)),
        ("torch.baddbmm(x.c.bmm(x.d), x.c, x.d, beta=2, alpha=0.5)", x => baddbmm(x.C.bmm(x.D), x.C, x.D, 2, 0.5f)),
        ("torch.einsum('bij,bjk->ik', x.c, x.d)", x => einsum("bij,bjk->ik", x.C, x.D)), ("torch.cdist(x.a, x.b)", x => cdist(x.A, x.B)),
        ("torch.cdist(x.a, x.b, 1.)", x => cdist(x.A, x.B, 1)),
    ];

    private static Op[] InPlace =>
    [
        ("x.a.clone().abs_()", x => x.A.clone().abs_()), ("x.a.clone().neg_()", x => x.A.clone().neg_()),
        ("x.a.clone().sign_()", x => x.A.clone().sign_()),
        ("x.a.clone().exp_()", x => x.A.clone().exp_()), ("x.p.clone().log_()", x => x.P.clone().log_()),
        ("x.a.clone().square_()", x => x.A.clone().square_()),
        ("x.p.clone().rsqrt_()", x => x.P.clone().rsqrt_()), ("x.p.clone().reciprocal_()", x => x.P.clone().reciprocal_()),
        ("x.a.clone().round_()", x => x.A.clone().round_()),
        ("x.a.clone().floor_()", x => x.A.clone().floor_()), ("x.p.clone().sqrt_()", x => x.P.clone().sqrt_()),
        ("x.a.clone().tanh_()", x => x.A.clone().tanh_()),
        ("x.a.clone().sigmoid_()", x => x.A.clone().sigmoid_()), ("x.a.clone().relu_()", x => x.A.clone().relu_()),
        ("x.a.clone().pow_(2)", x => x.A.clone().pow_(2)),
        ("x.a.clone().clamp_(-0.5, 0.5)", x => x.A.clone().clamp_(-0.5, 0.5)),
        ("x.a.clone().clamp_min_(0)", x => x.A.clone().clamp_min_(0)), ("x.a.clone().clamp_max_(0)", x => x.A.clone().clamp_max_(0)),
        ("x.a.clone().lerp_(x.b, 0.3)", x => x.A.clone().lerp_(x.B, 0.3)),
        ("x.a.clone().masked_fill_(x.k, 9)", x => x.A.clone().masked_fill_(x.K, 9)),
        ("x.a.clone().add_(x.b, alpha=3)", x => x.A.clone().add_(x.B, 3)), ("x.a.clone().sub_(1)", x => x.A.clone().sub_(1)),
        ("x.a.clone().mul_(x.b)", x => x.A.clone().mul_(x.B)),
        ("x.a.clone().div_(2)", x => x.A.clone().div_(2)),
        ("x.a.clone().addcmul_(x.a, x.b, value=2)", x => x.A.clone().addcmul_(x.A, x.B, 2)),
        ("x.a.clone().addcdiv_(x.a, x.p, value=2)", x => x.A.clone().addcdiv_(x.A, x.P, 2)),
        ("x.a.clone().copy_(x.b)", x => x.A.clone().copy_(x.B)),
        ("x.a.clone().index_add_(0, x.j, x.b[:2], alpha=2)", x => x.A.clone().index_add_(0, x.J, x.B[..2], 2)),
        ("x.a.clone().index_copy_(0, x.j, x.b[:2])", x => x.A.clone().index_copy_(0, x.J, x.B[..2])),
        ("x.a.clone().index_fill_(0, x.j, 4)", x => x.A.clone().index_fill_(0, x.J, 4)),
        ("x.a.clone().scatter_(1, x.g, x.b)", x => x.A.clone().scatter_(1, x.G, x.B)),
        ("x.a.clone().scatter_(1, x.g, 2)", x => x.A.clone().scatter_(1, x.G, 2)),
        ("x.a.clone().scatter_add_(1, x.g, x.b)", x => x.A.clone().scatter_add_(1, x.G, x.B)),
        ("(torch.manual_seed(3), x.a.clone().bernoulli_(0.3))[1]", x => Seeded(() => x.A.clone().bernoulli_(0.3))),
        ("(torch.manual_seed(3), x.a.clone().normal_(1, 2))[1]", x => Seeded(() => x.A.clone().normal_(1, 2))),
        ("(torch.manual_seed(3), x.a.clone().uniform_(1, 2))[1]", x => Seeded(() => x.A.clone().uniform_(1, 2))),
        ("(torch.manual_seed(3), nn.init.kaiming_uniform_(x.a.clone(), nonlinearity='relu'))[1]",
            x => Seeded(() => nn.init.kaiming_uniform_(x.A.clone(), 0, nn.init.FanInOut.FanIn, nn.init.NonlinearityType.ReLU))),
        ("(torch.manual_seed(3), nn.init.kaiming_normal_(x.c.clone(), 0.1, 'fan_out'))[1]",
            x => Seeded(() => nn.init.kaiming_normal_(x.C.clone(), 0.1, nn.init.FanInOut.FanOut))),
        ("(torch.manual_seed(3), nn.init.xavier_uniform_(x.a.clone(), 2.))[1]", x => Seeded(() => nn.init.xavier_uniform_(x.A.clone(), 2))),
        ("(torch.manual_seed(3), nn.init.xavier_normal_(x.a.clone()))[1]", x => Seeded(() => nn.init.xavier_normal_(x.A.clone()))),
        ("(torch.manual_seed(3), nn.init.orthogonal_(x.a.clone(), 2.))[1]", x => Seeded(() => nn.init.orthogonal_(x.A.clone(), 2))),
        ("(torch.manual_seed(3), nn.init.orthogonal_(x.m.clone()))[1]", x => Seeded(() => nn.init.orthogonal_(x.M.clone()))),
        ("nn.init.eye_(x.a.clone())", x => nn.init.eye_(x.A.clone())),
        ("nn.init.constant_(x.a.clone(), 3)", x => nn.init.constant_(x.A.clone(), 3)),
    ];

    private static Op[] Functions =>
    [
        ("F.leaky_relu(x.a, 0.2)", x => F.leaky_relu(x.A, 0.2)), ("F.elu(x.a, 0.5)", x => F.elu(x.A, 0.5)),
        ("F.gelu(x.a)", x => F.gelu(x.A)), ("F.silu(x.a)", x => F.silu(x.A)),
        ("F.softplus(x.a, 2.)", x => F.softplus(x.A, 2)), ("F.normalize(x.a)", x => F.normalize(x.A)),
        ("F.normalize(x.a, 1., 0)", x => F.normalize(x.A, 1, 0)),
        ("F.cosine_similarity(x.a, x.b)", x => F.cosine_similarity(x.A, x.B)),
        ("F.pairwise_distance(x.a, x.b)", x => F.pairwise_distance(x.A, x.B)), ("F.one_hot(x.i, 6)", x => F.one_hot(x.I, 6)),
        ("F.max_pool2d(x.im, 3, 2, 1, ceil_mode=True)", x => F.max_pool2d(x.Im, 3, 2, 1, null, true)),
        ("F.max_pool2d(x.im, 2, return_indices=True)[1]", x => F.max_pool2d_with_indices(x.Im, [2, 2]).indices),
        ("F.avg_pool2d(x.im, 3, 2, 1)", x => F.avg_pool2d(x.Im, 3, 2, 1)),
        ("F.avg_pool2d(x.im, 3, 2, 1, True, False)", x => F.avg_pool2d(x.Im, 3, 2, 1, true, false)),
        ("F.adaptive_avg_pool2d(x.im, (2, 3))", x => F.adaptive_avg_pool2d(x.Im, (2, 3))),
        ("F.pad(x.im, (1, 2, 0, 1), value=3)", x => F.pad(x.Im, (1, 2, 0, 1), value: 3)),
        ("F.pad(x.im, (1, 2, 0, 1), 'reflect')", x => F.pad(x.Im, (1, 2, 0, 1), PaddingModes.Reflect)),
        ("F.pad(x.im, (1, 2, 0, 1), 'replicate')", x => F.pad(x.Im, (1, 2, 0, 1), PaddingModes.Replicate)),
        ("F.pad(x.im, (1, 2, 0, 1), 'circular')", x => F.pad(x.Im, (1, 2, 0, 1), PaddingModes.Circular)),
        ("F.interpolate(x.im, scale_factor=1.6)", x => F.interpolate(x.Im, null, [1.6])),
        ("F.interpolate(x.im, (3, 8), mode='nearest-exact')", x => F.interpolate(x.Im, [3, 8], mode: InterpolationMode.NearestExact)),
        ("F.interpolate(x.im, scale_factor=1.6, mode='bilinear')", x => F.interpolate(x.Im, null, [1.6], InterpolationMode.Bilinear)),
        ("F.interpolate(x.im, scale_factor=1.6, mode='bilinear', recompute_scale_factor=True)",
            x => F.interpolate(x.Im, null, [1.6], InterpolationMode.Bilinear, null, true)),
        ("F.interpolate(x.im, (9, 4), mode='bilinear', align_corners=True)",
            x => F.interpolate(x.Im, [9, 4], null, InterpolationMode.Bilinear, true)),
        ("F.interpolate(x.im, (9, 4), mode='bicubic')", x => F.interpolate(x.Im, [9, 4], mode: InterpolationMode.Bicubic)),
        ("F.interpolate(x.im, scale_factor=0.5, mode='area')", x => F.interpolate(x.Im, null, [0.5], InterpolationMode.Area)),
        ("F.interpolate(x.c, 7, mode='linear')", x => F.interpolate(x.C, [7], mode: InterpolationMode.Linear)),
        ("F.batch_norm(x.im, x.v, x.p[0], x.v, x.p[1])", x => F.batch_norm(x.Im, x.V, x.P[0], x.V, x.P[1])),
        ("F.group_norm(x.im, 2, x.v)", x => F.group_norm(x.Im, 2, x.V)),
        ("F.layer_norm(x.a, (4,), x.v, None, 0.1)", x => F.layer_norm(x.A, [4], x.V, null, 0.1)),
        ("F.mse_loss(x.a, x.b, reduction='none')", x => F.mse_loss(x.A, x.B, nn.Reduction.None)),
        ("F.l1_loss(x.a, x.b)", x => F.l1_loss(x.A, x.B)),
        ("F.smooth_l1_loss(x.a, x.b, beta=0.3)", x => F.smooth_l1_loss(x.A, x.B, nn.Reduction.Mean, 0.3)),
        ("F.huber_loss(x.a, x.b, delta=0.3)", x => F.huber_loss(x.A, x.B, 0.3)),
        ("F.cross_entropy(x.a, x.i[:3], x.p[0], ignore_index=3, reduction='sum', label_smoothing=0.2)",
            x => F.cross_entropy(x.A, x.I[..3], x.P[0], 3, nn.Reduction.Sum, 0.2)),
        ("F.cross_entropy(x.a, x.b.softmax(1))", x => F.cross_entropy(x.A, x.B.softmax(1))),
        ("F.nll_loss(x.a, x.i[:3], x.p[0])", x => F.nll_loss(x.A, x.I[..3], x.P[0])),
        ("F.binary_cross_entropy(x.a.sigmoid(), x.b.sigmoid(), x.p)", x => F.binary_cross_entropy(x.A.sigmoid(), x.B.sigmoid(), x.P)),
        ("F.binary_cross_entropy_with_logits(x.a, x.b.sigmoid(), x.p, pos_weight=x.p[1])",
            x => F.binary_cross_entropy_with_logits(x.A, x.B.sigmoid(), x.P, nn.Reduction.Mean, x.P[1])),
        ("F.kl_div(x.a.log_softmax(1), x.b.log_softmax(1), reduction='sum', log_target=True)",
            x => F.kl_div(x.A.log_softmax(1), x.B.log_softmax(1), true, nn.Reduction.Sum)),
        ("F.kl_div(x.a.log_softmax(1), x.b.softmax(1), reduction='sum')",
            x => F.kl_div(x.A.log_softmax(1), x.B.softmax(1), false, nn.Reduction.Sum)),
        ("F.poisson_nll_loss(x.a, x.p)", x => F.poisson_nll_loss(x.A, x.P)),
        ("F.hinge_embedding_loss(x.a, x.b.sign(), 1.)", x => F.hinge_embedding_loss(x.A, x.B.sign(), 1)),
        ("F.soft_margin_loss(x.a, x.b.sign())", x => F.soft_margin_loss(x.A, x.B.sign())),
        ("F.cosine_embedding_loss(x.a, x.b, x.a[:, 0].sign(), 0.2)",
            x => F.cosine_embedding_loss(x.A, x.B, x.A[TensorIndex.Colon, 0].sign(), 0.2)),
        ("F.margin_ranking_loss(x.a, x.b, x.a.sign(), 0.2)", x => F.margin_ranking_loss(x.A, x.B, x.A.sign(), 0.2)),
        ("F.triplet_margin_loss(x.a, x.b, x.p, 0.5, 1)", x => F.triplet_margin_loss(x.A, x.B, x.P, 0.5, 1)),
    ];

    // From the same seed: first weights and their order are compared with the results.
    private static Op[] Modules =>
    [
        ("x.seeded(lambda: nn.Linear(4, 3), x.a)", x => Seeded(() => Linear(4, 3), x.A)),
        ("x.seeded(lambda: nn.Conv1d(3, 2, 3, padding=1, padding_mode='circular'), x.c)",
            x => Seeded(() => Conv1d(3, 2, 3, padding: 1, padding_mode: PaddingModes.Circular), x.C)),
        ("x.seeded(lambda: nn.Conv2d(4, 6, (3, 2), (2, 1), (1, 0), (1, 2), groups=2), x.im)",
            x => Seeded(() => Conv2d(4, 6, (3, 2), (2, 1), (1, 0), (1, 2), PaddingModes.Zeros, 2), x.Im)),
        ("x.seeded(lambda: nn.Conv2d(4, 2, 4, padding='same', padding_mode='reflect'), x.im)",
            x => Seeded(() => Conv2d(4, 2, 4, Padding.Same, 1, 1, PaddingModes.Reflect), x.Im)),
        ("x.seeded(lambda: nn.Conv2d(4, 2, 3, padding='same'), x.im)", x => Seeded(() => Conv2d(4, 2, 3, Padding.Same), x.Im)),
        ("x.seeded(lambda: nn.ConvTranspose2d(4, 6, 3, 2, 1, 1, 2), x.im)",
            x => Seeded(() => ConvTranspose2d(4, 6, 3, 2, 1, 1, 1, PaddingModes.Zeros, 2), x.Im)),
        ("x.seeded(lambda: nn.BatchNorm2d(4), x.im)", x => Seeded(() => BatchNorm2d(4), x.Im)),
        ("x.seeded(lambda: nn.BatchNorm1d(4, 0.01, 0.3), x.a)", x => Seeded(() => BatchNorm1d(4, 0.01, 0.3), x.A)),
        ("x.seeded(lambda: nn.GroupNorm(2, 4), x.im)", x => Seeded(() => GroupNorm(2, 4), x.Im)),
        ("x.seeded(lambda: nn.LayerNorm((5, 6)), x.im)", x => Seeded(() => LayerNorm([5, 6]), x.Im)),
        ("x.seeded(lambda: nn.Embedding(6, 3, -2), x.i)", x => Seeded(() => Embedding(6, 3, -2), x.I)),
        ("x.seeded(lambda: nn.Embedding(6, 3, max_norm=1.), x.i)", x => Seeded(() => Embedding(6, 3, null, 1), x.I)),
        ("x.seeded(lambda: nn.Dropout(0.3), x.a)", x => Seeded(() => Dropout(0.3), x.A)),
        ("x.seeded(lambda: nn.Dropout2d(0.3), x.im)", x => Seeded(() => Dropout2d(0.3), x.Im)),
        ("x.seeded(lambda: nn.Upsample(scale_factor=2), x.im)", x => Seeded(() => Upsample(null, [2]), x.Im)),
        ("x.seeded(lambda: nn.ZeroPad2d((1, 0, 2, 1)), x.im)", x => Seeded(() => ZeroPad2d((1, 0, 2, 1)), x.Im)),
        ("x.seeded(lambda: nn.LSTM(4, 3, 2, batch_first=True, bidirectional=True), x.c)",
            x => Lstm(() => LSTM(4, 3, 2, true, true, 0, true), x.C, 0)),
        ("x.seeded(lambda: nn.LSTM(4, 3, 2, dropout=0.4), x.c, 1)", x => Lstm(() => LSTM(4, 3, 2, dropout: 0.4), x.C, 1)),
        ("x.seeded(lambda: nn.LSTM(4, 3, bias=False), x.c, 2)", x => Lstm(() => LSTM(4, 3, bias: false), x.C, 2)),
    ];

    private static Tensor Seeded(Func<Tensor> make)
    {
        manual_seed(3);
        return make();
    }

    private static Tensor Seeded<T>(Func<T> make, Tensor input)
        where T : Module<Tensor, Tensor>
    {
        manual_seed(3);
        using var net = make().to(float64);
        return net.call(input);
    }

    private static Tensor Lstm(Func<LSTM> make, Tensor input, int part)
    {
        manual_seed(3);
        using var net = make().to(float64);
        var (output, hidden, cell) = net.call(input);
        return part switch { 0 => output, 1 => hidden, _ => cell };
    }

    private static Tensor Put(OperatorInputs x, Action<Tensor> put)
    {
        var copy = x.A.clone();
        put(copy);
        return copy;
    }
}
