using EventCollab.Learning.Methods.AddOne;

namespace EventCollab.Learning.Tests;

public sealed class AddOneTests
{
    private static readonly Dictionary<string, ILocalData> Data =
        Enumerable.Range(1, 3).ToDictionary(number => $"org-{number}", _ => (ILocalData)new LocalRows(new FeatureMatrix([], 0, 0), new FeatureMatrix([], 0, 0)));

    [Fact]
    public void After_R_rounds_the_mean_is_R()
    {
        var result = new InProcessRunner(new AddOneMethod(), Setup("""{"length":10001}"""), Data).Run();
        result.Reports.Select(report => report.Metric).ShouldBe([1, 2, 3, 4, 5, 6, 7]);
        result.State["vector"].Singles.ToArray().ShouldAllBe(value => value == 7);
        result.Outcome.ShouldBe(StepOutcome.Completed);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"length":0}""")]
    [InlineData("""{"length":10,"width":3}""")]
    public void Options_are_read_strictly(string options) =>
        Should.Throw<MethodException>(() => new AddOneMethod().Check(Setup(options))).Message.ShouldStartWith("add-one: ");

    private static CollaborationSetup Setup(string options) => new()
    {
        Method = "add-one",
        Options = options,
        Seed = 0,
        Rounds = 7,
        Organizations = [.. Data.Keys],
    };
}
