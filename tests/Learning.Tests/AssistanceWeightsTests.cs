using EventCollab.Learning.Methods.Gal;
using EventCollab.Learning.Models;

namespace EventCollab.Learning.Tests;

public sealed class AssistanceWeightsTests
{
    private static readonly double[] Residuals = [1, -1, 2, 0];
    private static readonly double[][] Columns = [[1, -1, 1, 0], [0, 0, 2, 1], [-1, 1, -1, 1]];

    [Fact]
    public void The_exact_solver_finds_the_optimum_for_squared_loss()
    {
        // w = (0.75, 0.25, 0): errors (0.25, -0.25, 0.75, -0.25), mean square 0.75 / 4.
        var weights = AssistanceWeights.Solve(WeightRule.Exact, LocalLoss.L2, Residuals, Columns);
        weights.ShouldBe([0.75, 0.25, 0], 1e-9);
        Value(LocalLoss.L2, weights).ShouldBe(0.1875, 1e-12);
    }

    [Fact]
    public void The_reference_solver_stops_where_the_papers_code_stops()
    {
        var weights = AssistanceWeights.Solve(WeightRule.Reference, LocalLoss.L2, Residuals, Columns);
        weights.ShouldBe([0.75133, 0.24374, 0.00493], 1e-4);
        Value(LocalLoss.L2, weights).ShouldBe(0.194353, 1e-4);
    }

    [Theory]
    [InlineData(LocalLoss.L1)]
    [InlineData(LocalLoss.L1_5)]
    [InlineData(LocalLoss.L2)]
    [InlineData(LocalLoss.L4)]
    public void The_exact_solver_is_as_good_as_a_fine_grid_for_every_loss(LocalLoss loss)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var (residuals, columns) = Draw(seed, 30, 3);
            var best = double.PositiveInfinity;
            for (var i = 0; i <= 100; i++)
            {
                for (var j = 0; i + j <= 100; j++)
                {
                    double[] point = [i / 100.0, j / 100.0, (100 - i - j) / 100.0];
                    best = Math.Min(best, AssistanceWeights.Value(loss, residuals, AssistanceWeights.Combine(columns, point)));
                }
            }

            var weights = AssistanceWeights.Solve(WeightRule.Exact, loss, residuals, columns);
            AssistanceWeights.Value(loss, residuals, AssistanceWeights.Combine(columns, weights)).ShouldBeLessThanOrEqualTo(best * (1 + 1e-7));
        }
    }

    [Fact]
    public void Absolute_loss_finds_a_perfect_fit()
    {
        double[] residuals = [.. Columns[0].Zip(Columns[1], (left, right) => (0.6 * left) + (0.4 * right))];
        AssistanceWeights.Solve(WeightRule.Exact, LocalLoss.L1, residuals, Columns).ShouldBe([0.6, 0.4, 0], 1e-6);
    }

    [Theory]
    [InlineData(WeightRule.Reference)]
    [InlineData(WeightRule.Exact)]
    [InlineData(WeightRule.Uniform)]
    public void Weights_lie_on_the_simplex(WeightRule rule)
    {
        for (var seed = 0; seed < 10; seed++)
        {
            var (residuals, columns) = Draw(seed, 40, 7);
            var weights = AssistanceWeights.Solve(rule, LocalLoss.L1, residuals, columns);
            weights.ShouldAllBe(weight => weight >= 0);
            weights.Sum().ShouldBe(1, 1e-12);
        }
    }

    [Theory]
    [InlineData(WeightRule.Reference)]
    [InlineData(WeightRule.Exact)]
    public void Permuting_the_columns_permutes_the_weights(WeightRule rule)
    {
        var (residuals, columns) = Draw(1, 40, 5);
        int[] order = [3, 0, 4, 1, 2];
        var weights = AssistanceWeights.Solve(rule, LocalLoss.L2, residuals, columns);
        var permuted = AssistanceWeights.Solve(rule, LocalLoss.L2, residuals, [.. order.Select(place => columns[place])]);
        permuted.ShouldBe([.. order.Select(place => weights[place])], 1e-9);
    }

    [Fact]
    public void A_single_column_has_weight_one()
    {
        foreach (var rule in Enum.GetValues<WeightRule>())
        {
            AssistanceWeights.Solve(rule, LocalLoss.L1, Residuals, [Columns[2]]).ShouldBe([1]);
        }
    }

    [Fact]
    public void Equal_columns_do_not_make_the_exact_system_singular()
    {
        var weights = AssistanceWeights.Solve(WeightRule.Exact, LocalLoss.L2, Residuals, [Columns[0], Columns[0], Columns[1]]);
        (weights[0] + weights[1]).ShouldBe(0.75, 1e-6);
        weights[2].ShouldBe(0.25, 1e-6);
    }

    [Fact]
    public void Columns_of_zeros_leave_finite_weights()
    {
        var weights = AssistanceWeights.Solve(WeightRule.Exact, LocalLoss.L1, Residuals, [new double[4], new double[4]]);
        weights.Sum().ShouldBe(1, 1e-12);
    }

    private static double Value(LocalLoss loss, double[] weights) =>
        AssistanceWeights.Value(loss, Residuals, AssistanceWeights.Combine(Columns, weights));

    private static (double[] Residuals, double[][] Columns) Draw(int seed, int rows, int organizations)
    {
        var random = new RandomSource(seed);
        double[] Normals() => [.. Enumerable.Range(0, rows).Select(_ => random.NextNormal())];
        return (Normals(), [.. Enumerable.Range(0, organizations).Select(_ => Normals())]);
    }
}
