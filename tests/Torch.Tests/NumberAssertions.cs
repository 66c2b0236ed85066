namespace EventCollab.Torch.Tests;

internal static class NumberAssertions
{
    internal static void ShouldMatch(this double[] actual, double[] expected, double tolerance = 1e-12)
    {
        actual.Length.ShouldBe(expected.Length);
        for (var i = 0; i < actual.Length; i++)
        {
            actual[i].ShouldBe(expected[i], tolerance, $"number {i}");
        }
    }
}
