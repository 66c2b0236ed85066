using System.Security.Cryptography;
using EventCollab.Learning.Methods.Gal;

namespace EventCollab.Learning.Tests;

public sealed class ResidualProtectionTests
{
    private const int Draws = 100_000;

    [Fact]
    public void Interval_privacy_is_unbiased()
    {
        // With u uniform on [a, b]: E[2u] = a + b, minus b with chance (b - r) / (b - a), minus a otherwise, is r.
        // One report of r = 0.3 on [-1, 1] has deviation below 1.2, the mean of 1e5 below 0.004.
        var random = new RandomSource(1);
        var mean = Enumerable.Range(0, Draws).Average(_ => ResidualProtection.Interval(0.3, -1, 1, 1, random));
        mean.ShouldBe(0.3, 0.02);
    }

    [Fact]
    public void An_interval_report_tells_only_the_side_of_a_threshold()
    {
        // Below the threshold u the report is 2u - 1, else 2u + 1: its size never exceeds 3.
        var random = new RandomSource(2);
        for (var i = 0; i < 1000; i++)
        {
            Math.Abs(ResidualProtection.Interval(0.3, -1, 1, 1, random)).ShouldBeLessThanOrEqualTo(3);
        }
    }

    [Fact]
    public void Laplace_noise_has_mean_zero_and_scale_range_over_alpha()
    {
        // Scale (1 - -1) / 2 = 1: the mean distance from the centre of a Laplace variable is its scale.
        var random = new RandomSource(3);
        var reports = Enumerable.Range(0, Draws).Select(_ => ResidualProtection.Laplace(0.3, -1, 1, 2, random)).ToArray();
        reports.Average().ShouldBe(0.3, 0.02);
        reports.Average(report => Math.Abs(report - 0.3)).ShouldBe(1, 0.02);
    }

    [Fact]
    public void Laplace_noise_clips_what_lies_outside_the_range()
    {
        var random = new RandomSource(4);
        Enumerable.Range(0, Draws).Average(_ => ResidualProtection.Laplace(50, -1, 1, 2, random)).ShouldBe(1, 0.02);
    }

    [Fact]
    public void Without_protection_the_residuals_stay_as_they_are()
    {
        double[] residuals = [1, -1, 0];
        ResidualProtection.Apply(ResidualPrivacy.None, 1, residuals, new RandomSource(5)).ShouldBeSameAs(residuals);
    }

    [Theory]
    [InlineData("""{"localModel":"ridge","privacy":"dp"}""")]
    [InlineData("""{"localModel":"ridge","privacy":"ip"}""")]
    public void A_protected_broadcast_differs_from_the_residuals_and_is_the_same_when_it_is_sent_again(string options)
    {
        var cohort = new Cohort(2);
        byte[] Broadcast(string chosen, int round)
        {
            using var coordinator = new GalMethod().CreateCoordinator(cohort.Setup(chosen), cohort.Data["org-1"]);
            return coordinator.Plan(coordinator.Start(), round, 0, cohort.Names).Broadcast["residuals"].Bytes.ToArray();
        }

        Broadcast(options, 1).ShouldBe(Broadcast(options, 1));
        Broadcast(options, 1).ShouldNotBe(Broadcast(options, 2));
        Broadcast(options, 1).ShouldNotBe(Broadcast("""{"localModel":"ridge"}""", 1));
    }

    [Fact]
    public void Protecting_noise_is_sha_256_of_key_and_counter()
    {
        // Four draws a block; the fifth is the first of the block after it. 53 bits of each little-endian word count.
        var key = Enumerable.Range(0, 32).Select(i => (byte)i).ToArray();
        var random = new SecretRandomSource(key);
        double Expected(byte block, int word) =>
            (BitConverter.ToUInt64(SHA256.HashData([.. key, block, 0, 0, 0, 0, 0, 0, 0]), 8 * word) >> 11) / (double)(1UL << 53);

        Enumerable.Range(0, 5).Select(_ => random.NextDouble())
            .ShouldBe([Expected(0, 0), Expected(0, 1), Expected(0, 2), Expected(0, 3), Expected(1, 0)]);
    }

    [Fact]
    public void The_noises_key_takes_in_everything_that_must_change_it()
    {
        var setup = new Cohort(1).Setup("{}");
        var dp = new GalOptions { Privacy = ResidualPrivacy.Dp };
        var secret = SHA256.HashData([1]);
        var otherAtTheEnd = secret[..^1].Append((byte)~secret[^1]).ToArray();
        byte[] Key(CollaborationSetup? of = null, GalOptions? options = null, int round = 1, byte[]? rows = null, double residual = 1) =>
            NoiseKey.Of(of ?? setup, options ?? dp, round, rows ?? secret, [residual, -1]);

        byte[][] keys =
        [
            Key(), Key(of: setup with { Seed = setup.Seed + 1 }), Key(of: setup with { Sponsor = "org-2" }), Key(options: dp with { Privacy = ResidualPrivacy.Ip }),
            Key(options: dp with { PrivacyParameter = 2 }), Key(round: 2), Key(rows: otherAtTheEnd), Key(residual: -1),
        ];
        keys.Select(Convert.ToHexString).Distinct().Count().ShouldBe(keys.Length);
        Key().ShouldBe(Key());
        Key().Length.ShouldBe(32);
    }

    [Fact]
    public void Runs_of_one_seed_and_another_strength_share_no_noise()
    {
        // With shared draws the noise of alpha 2 would be half of that of alpha 1, and 2 x second - first the clipped residual.
        var cohort = new Cohort(2);
        float[] Broadcast(int alpha)
        {
            using var coordinator = new GalMethod().CreateCoordinator(cohort.Setup($$"""{"privacy":"dp","privacyParameter":{{alpha}}}"""), cohort.Data["org-1"]);
            return coordinator.Plan(coordinator.Start(), 1, 0, cohort.Names).Broadcast["residuals"].Singles.ToArray();
        }

        // Residuals of the absolute loss are +-1: what the subtraction gives must not be.
        Broadcast(1).Zip(Broadcast(2), (one, two) => Math.Abs((2 * two) - one)).Count(size => Math.Abs(size - 1) < 1e-3).ShouldBeLessThan(5);
    }

    [Theory]
    [InlineData("dp")]
    [InlineData("ip")]
    public void Who_knows_the_seed_but_not_the_sponsors_rows_cannot_draw_its_noise(string privacy)
    {
        // Two sponsors with the same targets and seed and another column: the residuals are equal, the noise must not be.
        float[] Broadcast(float[] column)
        {
            var data = new LocalRows(new FeatureMatrix(column, 4, 1), new FeatureMatrix([], 0, 1), new Targets([1, 2, 4, 9], [], null));
            var setup = new Cohort(1).Setup($$"""{"privacy":"{{privacy}}"}""");
            using var coordinator = new GalMethod().CreateCoordinator(setup, data);
            return coordinator.Plan(coordinator.Start(), 1, 0, ["org-1"]).Broadcast["residuals"].Singles.ToArray();
        }

        Broadcast([1, 2, 3, 4]).ShouldBe(Broadcast([1, 2, 3, 4]));
        Broadcast([1, 2, 3, 4]).ShouldNotBe(Broadcast([1, 2, 3, 5]));
    }
}
