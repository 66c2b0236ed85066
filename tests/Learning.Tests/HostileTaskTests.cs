using EventCollab.Learning.Methods.Gal;
using EventCollab.Learning.Methods.Gal.Prediction;

namespace EventCollab.Learning.Tests;

/// <summary>A task comes from another organization, which may lie.</summary>
public sealed class HostileTaskTests
{
    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Residuals_that_are_not_finite_are_not_fitted(float value)
    {
        var residuals = new float[Cohort.TrainingRows];
        residuals[7] = value;
        Refusal(residuals, Cohort.TrainingRows, 1).ShouldBe("gal: the residuals of round 1 hold a value that is not finite.");
    }

    [Fact]
    public void Residuals_of_other_rows_are_not_fitted() =>
        Refusal(new float[Cohort.TrainingRows - 1], Cohort.TrainingRows - 1, 1).ShouldContain("no residuals for the 60 training rows of 'org-2'");

    [Theory]
    [InlineData(int.MaxValue, 1)]
    [InlineData(0, 1)]
    [InlineData(-1, 1)]
    [InlineData(4294967297, 1)]
    [InlineData(1, 0)]
    [InlineData(1, 4294967297)]
    public void A_prediction_is_not_given_memory_for_sizes_that_cannot_be(long width, long round)
    {
        var cohort = new Cohort(2);
        var task = new TensorSet(NamedTensor.Of("rounds", [round], 1), NamedTensor.Of("width", [width], 1));
        Should.Throw<MethodException>(() => Predict(cohort, task, new MemoryModelStore())).Message.ShouldContain("does not say which rounds");
    }

    [Fact]
    public void A_prediction_without_its_tensors_is_refused() =>
        Should.Throw<MethodException>(() => Predict(new Cohort(2), new TensorSet(NamedTensor.Of("width", [1L], 1)), new MemoryModelStore()));

    [Fact]
    public void A_prediction_of_another_width_than_the_models_is_refused()
    {
        var cohort = new Cohort(2);
        var models = new MemoryModelStore();
        new InProcessRunner(new GalMethod(), cohort.Setup(rounds: 1), cohort.Data) { Models = name => name == "org-2" ? models : new MemoryModelStore() }
            .Run(TestContext.Current.CancellationToken);
        var task = new TensorSet(NamedTensor.Of("rounds", [1L], 1), NamedTensor.Of("width", [3L], 1));
        Should.Throw<MethodException>(() => Predict(cohort, task, models)).Message.ShouldContain("does not give 3 values a row");
    }

    private static string Refusal(float[] residuals, int rows, int width)
    {
        var cohort = new Cohort(2);
        using var participant = new GalMethod().CreateParticipant(cohort.Setup(), cohort.ContextOf("org-2"));
        var task = new StepTask(1, 0, new TensorSet(NamedTensor.Of("residuals", residuals, rows, width)));
        return Should.Throw<MethodException>(() => participant.Contribute(task, null, CancellationToken.None)).Message;
    }

    private static void Predict(Cohort cohort, TensorSet broadcast, MemoryModelStore models)
    {
        const string Options = """{"collaboration":"trained","state":"abc","training":{"localModel":"ridge"}}""";
        var setup = cohort.Setup(Options, rounds: 1) with { Method = "gal-predict" };
        using var participant = new GalPredictMethod().CreateParticipant(setup, cohort.ContextOf("org-2", models));
        participant.Contribute(new StepTask(1, 0, broadcast), null, CancellationToken.None);
    }
}
