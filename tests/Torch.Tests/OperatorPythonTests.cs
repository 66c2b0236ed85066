namespace EventCollab.Torch.Tests;

/// <summary>Every operator against the same expression in Python's torch, where it is installed.</summary>
public sealed class OperatorPythonTests(OperatorPythonTests.Oracle oracle) : IClassFixture<OperatorPythonTests.Oracle>
{
    public static TheoryData<string> Expressions { get; } = [.. OperatorCases.All.Select(one => one.Python)];

    [Theory]
    [MemberData(nameof(Expressions))]
    public void An_operator_gives_type_shape_and_numbers_of_python(string expression)
    {
        Assert.SkipWhen(oracle.Results is null, "python3-torch is not installed");
        using var scope = NewDisposeScope();
        var inputs = new OperatorInputs();

        var own = OperatorCases.All.Single(one => one.Python == expression).Own(inputs);

        var (type, shape, numbers) = oracle.Results[expression];
        own.dtype.ShouldBe(type);
        own.shape.ShouldBe(shape);
        var found = own.to(float64).data<double>().ToArray();
        for (var i = 0; i < numbers.Length; i++)
        {
            found[i].ShouldBe(numbers[i], 1e-12 * Math.Max(1, Math.Abs(numbers[i])), $"element {i}");
        }
    }

    /// <summary>One Python process for all expressions: most of its time is the import.</summary>
    public sealed class Oracle : IAsyncLifetime
    {
        public IReadOnlyDictionary<string, (torch.ScalarType Type, long[] Shape, double[] Numbers)>? Results { get; private set; }

        public async ValueTask InitializeAsync()
        {
            var expressions = OperatorCases.All.Select(one => one.Python).ToList();
            var script = OperatorInputs.Python + "def show(t):\n    print(str(t.dtype)[6:], list(t.shape), t.detach().to(torch.float64).flatten().tolist(), sep=';')\n"
                + string.Concat(expressions.Select(expression => $"x = Inputs()\nshow({expression})\n"));
            if (await PythonProcess.RunAsync(script) is { } lines)
            {
                Results = expressions.Zip(lines).ToDictionary(pair => pair.First, pair => Parse(pair.Second.Split(';')));
            }
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private static (torch.ScalarType Type, long[] Shape, double[] Numbers) Parse(string[] parts)
            => (TypeOf(parts[0]), [.. Items(parts[1]).Select(long.Parse)], [.. Items(parts[2]).Select(Number)]);

        private static string[] Items(string list) => list.Trim('[', ']').Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

        private static double Number(string text) => text switch
        {
            "inf" => double.PositiveInfinity,
            "-inf" => double.NegativeInfinity,
            "nan" => double.NaN,
            _ => double.Parse(text),
        };

        private static torch.ScalarType TypeOf(string name) => name switch
        {
            "uint8" => uint8,
            "int16" => int16,
            "int32" => int32,
            "int64" => int64,
            "float16" => float16,
            "bfloat16" => bfloat16,
            "float32" => float32,
            "float64" => float64,
            "bool" => torch.@bool,
            _ => throw new ArgumentException(name),
        };
    }
}
