using EventCollab.GalTable;
using EventCollab.Learning.Data;

namespace EventCollab.Learning.Tests;

/// <summary>
/// Published ranges on real tables: 8 organizations, 10 rounds, seeds 0 to 3, split 0, last round, ridge. The table with all
/// checks, baselines and gradient descent is measured by bench/GalTable.
/// </summary>
public sealed class DataCheckTests
{
    private const string Noise = "\"noiseSigma\":5";

    [Fact]
    public void A1_diabetes_comes_within_2_of_Joint_and_gains_6_over_Alone()
    {
        var set = Open("diabetes");
        var gal = Gal(set);
        gal.ShouldBeInRange(41.5, 51.5);
        (gal - Mean(set.Joint())).ShouldBeLessThanOrEqualTo(2);
        (Mean(set.Alone()) - gal).ShouldBeGreaterThanOrEqualTo(6);
    }

    [Fact]
    public void A2_boston_housing_comes_within_half_a_unit_of_Joint_and_gains_1_over_Alone()
    {
        var set = Open("boston_housing");
        var gal = Gal(set);
        gal.ShouldBeInRange(2.5, 3.6);
        (gal - Mean(set.Joint())).ShouldBeLessThanOrEqualTo(0.5);
        (Mean(set.Alone()) - gal).ShouldBeGreaterThanOrEqualTo(1);
    }

    [Fact]
    public void A3_wine_is_classified_nearly_as_well_as_by_Joint()
    {
        var set = Open("wine");
        Gal(set).ShouldBeGreaterThanOrEqualTo(91);
        (Mean(set.Joint()) - Gal(set)).ShouldBeLessThanOrEqualTo(4);
        Mean(set.Alone()).ShouldBeInRange(40, 72);
    }

    [Fact]
    public void A4_breast_cancer_is_classified_nearly_as_well_as_by_Joint()
    {
        var set = Open("breast_cancer");
        Gal(set).ShouldBeGreaterThanOrEqualTo(95);
        (Mean(set.Joint()) - Gal(set)).ShouldBeLessThanOrEqualTo(1.5);
    }

    [Fact]
    public void A5_the_central_patches_of_the_digits_weigh_most()
    {
        // Patches are fixed and ridge draws nothing: one seed says it all.
        var set = Open("digits", seeds: 1);
        Gal(set).ShouldBeGreaterThanOrEqualTo(95);
        Mean(set.Joint()).ShouldBeGreaterThanOrEqualTo(94);
        Mean(set.Alone()).ShouldBeInRange(30, 45);
        var weights = set.Gal()[0].Reports[0].Weights.Select(weight => weight.Weight).ToArray();
        int[] central = [1, 2, 5, 6];
        central.Min(patch => weights[patch]).ShouldBeGreaterThan(Enumerable.Range(0, 8).Except(central).Max(patch => weights[patch]));
    }

    [Fact]
    public void A6_weights_keep_noisy_organizations_out_where_an_average_does_not()
    {
        var set = Open("breast_cancer");
        Mean(set.Gal(Noise)).ShouldBeGreaterThanOrEqualTo(92);
        Mean(set.Gal($"{Noise},\"weights\":\"uniform\"")).ShouldBeLessThanOrEqualTo(84);
        for (var organization = 4; organization < 8; organization++)
        {
            set.Gal(Noise).Average(result => result.Reports.Average(report => report.Weights[organization].Weight)).ShouldBeLessThanOrEqualTo(0.02);
        }
    }

    [Fact]
    public void A8_a_fixed_rate_of_1_costs_12_on_diabetes()
    {
        var set = Open("diabetes");
        (Mean(set.Gal("\"rate\":\"fixed\"")) - Gal(set)).ShouldBeGreaterThanOrEqualTo(12);
    }

    [Fact]
    public void A9_qsar_lies_in_the_published_ranges()
    {
        var set = Open("qsar_biodegradation");
        Gal(set).ShouldBeInRange(81, 88);
        Mean(set.Joint()).ShouldBeInRange(83, 90);
        Mean(set.Alone()).ShouldBeInRange(67, 81);
    }

    [Fact]
    public void Gradient_descent_reaches_what_ridge_reaches_on_diabetes()
    {
        Mean(Open("diabetes", "linear", seeds: 1).Gal()).ShouldBe(Mean(Open("diabetes", seeds: 1).Gal()), 2.0);
    }

    [Fact]
    public void A10_boston_housing_is_as_good_with_machines_of_support_vectors_and_pays_for_half_boosted_trees()
    {
        // Trees fit the training rows almost exactly and so draw weight that they do not earn on others: published 2.9 and 3.4.
        var (machines, half) = (Gal(Open("boston_housing", "svm")), Gal(Open("boston_housing", "gb,svm")));
        machines.ShouldBeInRange(2.8, 3.4);
        (half - machines).ShouldBeInRange(0.2, 2);
    }

    private static Experiment Open(string name, string localModel = "ridge", int seeds = 4)
    {
        var catalogue = Catalogue.Default(null, Environment.GetEnvironmentVariable, AppContext.BaseDirectory);
        Assert.SkipUnless(catalogue.Locate(Catalogue.Find(name)!) is not null, $"{name} is in none of {string.Join(", ", catalogue.Roots)}; set EVENTCOLLAB_DATA.");
        return new Experiment(catalogue.Load(new DataRequest(name)), localModel, splitSeed: 0, seeds);
    }

    /// <summary>With an exact rate the training loss never rises, on any table.</summary>
    private static double Gal(Experiment set)
    {
        set.Gal().ShouldAllBe(result => result.Reports.All(report => report.Loss <= report.LossBefore));
        return Mean(set.Gal());
    }

    private static double Mean(IReadOnlyList<InProcessResult> results) => Summary.Of(results).Mean;
}
