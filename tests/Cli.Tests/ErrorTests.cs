namespace EventCollab.Cli.Tests;

public sealed class ErrorTests : IDisposable
{
    private readonly Invocation _invocation = new();

    public void Dispose() => _invocation.Dispose();

    [Theory]
    [InlineData("data split --data wine", "Option '--out' is required.", "data split")]
    [InlineData("data splt --out x", "'splt'", "data")]
    [InlineData("data split --data wine --out x --organizations 0", "--organizations must be at least 1, not 0.", "data split")]
    [InlineData("data split --data wine --out x --task guess", "'guess'", "data split")]
    [InlineData("data", "Required command was not provided.", "data")]
    public async Task A_wrong_command_line_is_one_line_that_names_the_help_and_exit_code_2(string line, string message, string help)
    {
        var (code, output, error) = await _invocation.RunAsync(line.Split(' '));

        code.ShouldBe(2);
        output.ShouldBeEmpty();
        error.ShouldStartWith("eventcollab: error: ");
        error.ShouldContain(message);
        error.ShouldEndWith($"See 'eventcollab {help} --help'.{Environment.NewLine}");
        error.Trim().ShouldNotContain("\n");
    }

    [Fact]
    public async Task Bad_data_are_one_line_and_exit_code_1()
    {
        var path = _invocation.Write("t.csv", "a,y\n1,2\nx,3\n");

        var (code, _, error) = await _invocation.RunAsync("data", "split", "--data", path, "--target", "y", "--out", "parts");

        code.ShouldBe(1);
        error.ShouldBe($"eventcollab: error: {path}: row 1 (line 3), column 'a': 'x' is not a number; replace text by numbers, leave the column out with --exclude, or accept its text with --categorical a.{Environment.NewLine}");
    }

    [Fact]
    public async Task The_stack_trace_is_shown_on_request_only()
    {
        var path = _invocation.Write("t.csv", "a,y\n1,2\nx,3\n");
        _invocation.Environment["EVENTCOLLAB_DEBUG"] = "1";

        var (_, _, error) = await _invocation.RunAsync("data", "split", "--data", path, "--target", "y", "--out", "parts");

        error.ShouldContain("   at ");
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public void Every_failure_is_one_line(Exception failure, string text) => ErrorText.Of(failure).ShouldBe(text);

    public static TheoryData<Exception, string> Failures { get; } = new()
    {
        { new CliException("no\nlines"), "no lines" },
        { new AggregateException(new TypeInitializationException("T", new IOException("disk full\r\n"))), "disk full" },
        { new OperationCanceledException(), "cancelled." },
        { new InvalidOperationException("odd"), "unexpected InvalidOperationException: odd (EVENTCOLLAB_DEBUG=1 shows where)" },
    };
}
