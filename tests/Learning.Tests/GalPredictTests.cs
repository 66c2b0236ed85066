using EventCollab.Learning.Methods.Gal;
using EventCollab.Learning.Methods.Gal.Prediction;

namespace EventCollab.Learning.Tests;

public sealed class GalPredictTests
{
    private readonly Dictionary<string, MemoryModelStore> _models = [];

    [Theory]
    [InlineData("""{"localModel":"ridge"}""")]
    [InlineData("""{"localModel":"linear","epochs":5}""")]
    [InlineData("""{"localModel":"mlp","epochs":5}""")]
    [InlineData("""{"localModel":"mlp","epochs":5,"deepModelSharing":true}""")]
    public void Stored_models_give_the_very_scores_that_training_had(string options)
    {
        var cohort = new Cohort(3);
        var trained = Train(cohort, options);
        var predicted = Predict(cohort, trained, options);
        predicted.State["prediction"].Doubles.ToArray().ShouldBe(trained.State["evaluation"].Doubles.ToArray());
        predicted.Reports.Single().Degraded.ShouldBeFalse();
        predicted.Reports.Single().Metric.ShouldBe(trained.Reports[^1].Metric);
        predicted.State["mass"].Doubles[0].ShouldBe(1);
    }

    [Fact]
    public void With_an_organization_down_the_weights_are_renormalised_and_the_answer_is_flagged()
    {
        var cohort = new Cohort(3);
        const string Options = """{"localModel":"ridge","weights":"uniform"}""";
        var trained = Train(cohort, Options, rounds: 1);
        var predicted = Predict(cohort, trained, Options, missing: ["org-3"]);
        predicted.Reports.Single().Degraded.ShouldBeTrue();

        // One round, weights 1/3 each: the two that answered count half each.
        predicted.Reports.Single().Weights.Select(weight => weight.Weight).ShouldBe([0.5, 0.5], 1e-12);
        predicted.State["mass"].Doubles[0].ShouldBe(2.0 / 3, 1e-12);
        var rate = trained.State["rates"].Doubles[0];
        var start = trained.State["start"].Doubles[0];
        var fits = cohort.Names.Take(2).Select(name => Ridge(name, cohort)).ToArray();
        var expected = fits[0].Zip(fits[1], (first, second) => start + (rate * ((0.5 * first) + (0.5 * second)))).ToArray();
        predicted.State["prediction"].Doubles.ToArray().ShouldBe(expected, 1e-9);
    }

    [Fact]
    public void Below_the_minimum_of_weight_a_prediction_is_refused()
    {
        var cohort = new Cohort(3);
        const string Options = """{"localModel":"ridge","weights":"uniform"}""";
        var trained = Train(cohort, Options);
        Should.Throw<MethodException>(() => Predict(cohort, trained, Options, missing: ["org-2", "org-3"], minimum: 0.5)).Message.ShouldContain("at least 50");
        Predict(cohort, trained, Options, missing: ["org-2", "org-3"], minimum: 0.3).Reports.Single().Degraded.ShouldBeTrue();
    }

    [Fact]
    public void Models_that_an_organization_lost_count_as_missing()
    {
        var cohort = new Cohort(3);
        const string Options = """{"localModel":"ridge"}""";
        var trained = Train(cohort, Options);
        _models["org-2"] = new MemoryModelStore();
        Predict(cohort, trained, Options).Reports.Single().Degraded.ShouldBeTrue();
    }

    [Fact]
    public void An_organization_that_missed_a_training_round_is_not_missed_in_that_round()
    {
        var cohort = new Cohort(3);
        const string Options = """{"localModel":"ridge","quorum":1}""";
        var trained = Train(cohort, Options, isMissing: (round, name) => round == 2 && name == "org-3");
        var predicted = Predict(cohort, trained, Options);
        predicted.Reports.Single().Degraded.ShouldBeFalse();
        predicted.State["prediction"].Doubles.ToArray().ShouldBe(trained.State["evaluation"].Doubles.ToArray());
    }

    [Fact]
    public void Without_the_final_state_of_the_training_there_is_no_prediction()
    {
        var cohort = new Cohort(2);
        Should.Throw<MethodException>(() => new InProcessRunner(new GalPredictMethod(), Setup(cohort, "{}", 0.2), cohort.Data).Run())
            .Message.ShouldContain("is not here");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(4096)]
    public void Bytes_that_are_no_state_of_a_training_are_refused(int length)
    {
        var cohort = new Cohort(2);
        var garbage = TensorSet.OfBytes(Enumerable.Range(0, length).Select(place => (byte)(place * 37)).ToArray());
        var runner = new InProcessRunner(new GalPredictMethod(), Setup(cohort, "{}", 0.2), cohort.Data) { Initial = garbage };
        Should.Throw<MethodException>(() => runner.Run()).Message.ShouldContain("not a state of gal");
    }

    [Theory]
    [InlineData(50_000, 50_000)]
    [InlineData(int.MaxValue, 1)]
    public void A_state_that_claims_more_history_than_it_has_is_given_no_memory(long rounds, long organizations)
    {
        var cohort = new Cohort(2);
        var header = NamedTensor.Of("header", [1, 0, 0, rounds, organizations], 5);
        var runner = new InProcessRunner(new GalPredictMethod(), Setup(cohort, "{}", 0.2), cohort.Data)
        {
            Initial = new TensorSet(header, NamedTensor.Of("start", [1.0], 1)),
        };
        var before = GC.GetAllocatedBytesForCurrentThread();
        Should.Throw<MethodException>(() => runner.Run(TestContext.Current.CancellationToken)).Message.ShouldContain("not a state of gal");
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1_000_000);
    }

    [Fact]
    public void A_truncated_state_is_refused()
    {
        var cohort = new Cohort(2);
        var state = Train(cohort, """{"localModel":"ridge"}""").State.Flatten().Tensors[0].Bytes;
        var runner = new InProcessRunner(new GalPredictMethod(), Setup(cohort, "{}", 0.2), cohort.Data) { Initial = TensorSet.OfBytes(state[..^8]) };
        Should.Throw<MethodException>(() => runner.Run()).Message.ShouldContain("not a state of gal");
    }

    [Fact]
    public void A_prediction_names_the_training_that_it_continues() =>
        new GalPredictMethod().Continues(Setup(new Cohort(2), "{}", 0.2)).ShouldBe(new Continuation("trained", "abc"));

    [Theory]
    [InlineData("{}", "option 'collaboration'")]
    [InlineData("""{"collaboration":"a","state":"b"}""", "option 'training'")]
    [InlineData("""{"collaboration":"a","state":"b","training":{},"minimumWeight":2}""", "option 'minimumWeight'")]
    [InlineData("""{"collaboration":"a","state":"b","training":{},"other":2}""", "there is no option 'other'")]
    public void Options_of_a_prediction_are_read_strictly(string options, string reason) =>
        Should.Throw<MethodException>(() => GalPredictOptions.Parse(options)).Message.ShouldContain(reason);

    private static CollaborationSetup Setup(Cohort cohort, string training, double minimum)
    {
        var options = $$"""{"collaboration":"trained","state":"abc","training":{{training}},"minimumWeight":{{minimum}}}""";
        return cohort.Setup(options, rounds: 1) with { Method = "gal-predict" };
    }

    private InProcessResult Train(Cohort cohort, string options, int rounds = 3, Func<int, string, bool>? isMissing = null) =>
        new InProcessRunner(new GalMethod(), cohort.Setup(options, rounds), cohort.Data) { Models = Store, IsMissing = isMissing ?? ((_, _) => false) }.Run();

    private InProcessResult Predict(Cohort cohort, InProcessResult trained, string options, string[]? missing = null, double minimum = 0.2) =>
        new InProcessRunner(new GalPredictMethod(), Setup(cohort, options, minimum), cohort.Data)
        {
            Initial = trained.State,
            Models = Store,
            IsMissing = (_, name) => missing?.Contains(name) ?? false,
        }.Run();

    private MemoryModelStore Store(string organization) => _models.TryGetValue(organization, out var store) ? store : _models[organization] = new MemoryModelStore();

    private double[] Ridge(string organization, Cohort cohort) =>
        [.. Models.RidgeModel.Load(_models[organization].Load("round-000001")!).Predict(cohort.Data[organization].Evaluation).Select(value => (double)value)];
}
