using System.Runtime.InteropServices;

namespace EventCollab.Torch.Tests;

/// <summary>Decompositions and solvers, which need libtorch's LAPACK.</summary>
public sealed class LinalgTests
{
    [Fact]
    public void This_libtorch_has_lapack() => TorchInfo.Collect().HasLapack.ShouldBeTrue();

    [Fact]
    public void Small_matrices_have_the_values_worked_out_by_hand()
    {
        using var scope = NewDisposeScope();
        var a = tensor(new double[,] { { 4, 2 }, { 2, 3 } });

        // 4*3 - 2*2 = 8; inverse (3, -2; -2, 4)/8; Cholesky: 2, 1, sqrt(3 - 1).
        linalg.det(a).item<double>().ShouldBe(8, 1e-12);
        Values(linalg.inv(a)).ShouldMatch([0.375, -0.25, -0.25, 0.5]);
        Values(linalg.cholesky(a)).ShouldMatch([2, 0, 1, Math.Sqrt(2)]);
        // Eigenvalues (7 -+ sqrt(17)) / 2, rising; the singular values are the same, falling.
        var (low, high) = ((7 - Math.Sqrt(17)) / 2, (7 + Math.Sqrt(17)) / 2);
        Values(linalg.eigh(a, 'L').Item1).ShouldMatch([low, high]);
        Values(linalg.eigvalsh(a)).ShouldMatch([low, high]);
        Values(linalg.svdvals(a)).ShouldMatch([high, low]);
        // 4x + 2y = 8, 2x + 3y = 8: x = 1, y = 2.
        Values(linalg.solve(a, tensor(new double[,] { { 8 }, { 8 } }))).ShouldMatch([1, 2]);
        var (sign, log) = linalg.slogdet(-a * tensor(new double[,] { { 1 }, { -1 } }));
        (sign.item<double>(), log.item<double>()).ShouldBe((-1.0, Math.Log(8)));
        linalg.norm(a).item<double>().ShouldBe(Math.Sqrt(33), 1e-12);
        linalg.norm(a, "nuc").item<double>().ShouldBe(7, 1e-12);
        linalg.norm(a, 2.0).item<double>().ShouldBe(high, 1e-12);
        linalg.norm(a, 1).item<double>().ShouldBe(6, 1e-12);
        Values(linalg.norm(a, [0L])).ShouldMatch([Math.Sqrt(20), Math.Sqrt(13)]);
        linalg.vector_norm(a, 1).item<double>().ShouldBe(11, 1e-12);
        linalg.matrix_norm(a, double.PositiveInfinity).item<double>().ShouldBe(6, 1e-12);
        linalg.matrix_norm(a).item<double>().ShouldBe(Math.Sqrt(33), 1e-12);
        linalg.matrix_rank(tensor(new double[,] { { 1, 2 }, { 2, 4 } })).item<long>().ShouldBe(1);
        linalg.matrix_rank(a, 4.0).item<long>().ShouldBe(1);
    }

    [Theory]
    [InlineData(6, 4)]
    [InlineData(4, 6)]
    [InlineData(5, 5)]
    public void The_factors_multiply_to_the_matrix_and_are_orthonormal(int rows, int columns)
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        var a = randn([3, rows, columns], float64);

        var (u, s, vh) = linalg.svd(a, false);
        Near(u.matmul(s.unsqueeze(-1) * vh), a);
        Near(u.transpose(-2, -1).matmul(u), eye(Math.Min(rows, columns), dtype: float64).expand(3, -1, -1));
        linalg.svd(a).U.shape.ShouldBe([3, rows, rows]);

        var (q, r) = linalg.qr(a);
        Near(q.matmul(r), a);
        Near(q.transpose(-2, -1).matmul(q), eye(Math.Min(rows, columns), dtype: float64).expand(3, -1, -1));
        linalg.qr(a, linalg.QRMode.Complete).Q.shape.ShouldBe([3, rows, rows]);
        linalg.qr(a, linalg.QRMode.R).Q.numel().ShouldBe(0);

        var (w, v) = linalg.eigh(a.matmul(a.transpose(-2, -1)), 'U');
        Near((v * w.unsqueeze(-2)).matmul(v.transpose(-2, -1)), a.matmul(a.transpose(-2, -1)));
    }

    [Fact]
    public void Least_squares_satisfy_the_normal_equations_and_agree_with_the_pseudo_inverse()
    {
        using var scope = NewDisposeScope();
        manual_seed(2);
        var a = randn([20, 4], float64);
        var b = randn([20, 2], float64);

        var x = linalg.lstsq(a, b).Solution;
        Near(a.t().matmul(a.matmul(x)), a.t().matmul(b));
        var (again, _, rank, _) = linalg.lstsq(a, b, 1e-10);
        Near(again, x);
        rank.item<long>().ShouldBe(4);
        Near(linalg.pinv(a).matmul(b), x);
    }

    [Fact]
    public void Gradients_are_the_central_differences()
    {
        Compare([[3, 3]], x => linalg.inv(x[0]).pow(2).sum());
        Compare([[3, 3], [3, 2]], x => linalg.solve(x[0], x[1]).pow(2).sum());
        Compare([[3, 3]], x => linalg.det(x[0]));
        Compare([[3, 3]], x => linalg.slogdet(x[0]).Item2);
        Compare([[3, 3]], x => linalg.cholesky(x[0].matmul(x[0].t()) + eye(3, dtype: float64)).sum());
        Compare([[3, 3]], x => linalg.eigvalsh(x[0] + x[0].t()).pow(3).sum());
        // Through quantities that do not depend on the signs of the vectors, which no decomposition fixes.
        Compare([[4, 3]], x => linalg.svd(x[0], false).U.pow(4).sum() + linalg.svdvals(x[0]).log().sum());
        Compare([[3, 3]], x => linalg.eigh(x[0] + x[0].t(), 'L').Item2.pow(4).sum());
        Compare([[4, 3]], x => linalg.qr(x[0]).Q.pow(4).sum());
        Compare([[4, 3]], x => linalg.pinv(x[0]).pow(2).sum());
        Compare([[5, 3], [5, 2]], x => linalg.lstsq(x[0], x[1]).Solution.pow(2).sum());
        Compare([[3, 3]], x => linalg.norm(x[0], "nuc"));
        Compare([[3, 3]], x => linalg.matrix_norm(x[0], 2));
    }

    [Fact]
    public void What_cannot_be_solved_is_an_exception_that_says_why()
    {
        using var scope = NewDisposeScope();
        Should.Throw<ExternalException>(() => linalg.inv(zeros([2, 2]))).Message.ShouldContain("singular");
        Should.Throw<ExternalException>(() => linalg.inv(ones([2, 3]))).Message.ShouldContain("square");
        Should.Throw<ExternalException>(() => linalg.solve(ones([2, 2]), ones([2, 1]))).Message.ShouldContain("singular");
        Should.Throw<ExternalException>(() => linalg.cholesky(-eye(2))).Message.ShouldContain("positive-definite");
        Should.Throw<ExternalException>(() => linalg.eigh(eye(2), 'X')).Message.ShouldContain("UPLO");
    }

    private static void Compare(long[][] shapes, Func<Tensor[], Tensor> loss)
    {
        const double Step = 1e-6;
        using var scope = NewDisposeScope();
        manual_seed(4);
        var inputs = shapes.Select(shape => randn(shape, float64, requires_grad: true)).ToArray();
        loss(inputs).backward();
        for (var k = 0; k < inputs.Length; k++)
        {
            var exact = Values(inputs[k].grad!);
            for (var i = 0; i < exact.Length; i++)
            {
                var measured = (At(k, i, Step) - At(k, i, -Step)) / (2 * Step);
                exact[i].ShouldBe(measured, 1e-6 * Math.Max(1, Math.Abs(exact[i])), $"input {k}, element {i}");
            }
        }

        double At(int k, int i, double by)
        {
            using var off = no_grad();
            var moved = inputs.ToArray();
            var values = Values(inputs[k]);
            values[i] += by;
            moved[k] = tensor(values, inputs[k].shape);
            return loss(moved).item<double>();
        }
    }

    private static void Near(Tensor actual, Tensor expected) => (actual - expected).abs().max().item<double>().ShouldBeLessThan(1e-10);

    private static double[] Values(Tensor of) => of.data<double>().ToArray();
}
