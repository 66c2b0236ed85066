using System.Globalization;
using System.Text;

namespace EventCollab.EndToEnd;

/// <summary>
/// A data set under its catalogue's name: the real table where this machine has it, else one made up in its shape, so
/// that what a test says of hashes, transports and crashes holds on any machine.
/// </summary>
internal sealed class TestTable : IDisposable
{
    private static readonly Dictionary<string, (int Rows, int Columns, int Classes)> Shapes = new()
    {
        ["diabetes"] = (442, 10, 0),
        ["boston_housing"] = (506, 13, 0),
        ["wine"] = (178, 13, 3),
        ["breast_cancer"] = (569, 30, 2),
        ["qsar_biodegradation"] = (1055, 41, 2),
        ["digits"] = (1797, 64, 10),
    };

    private readonly TemporaryFolder? _folder;

    private TestTable(string name, TemporaryFolder? folder)
    {
        _folder = folder;
        Name = name;
        Root = folder?.Path ?? Repository.Data!;
    }

    public string Name { get; }

    /// <summary>The folder for <c>--data-root</c>.</summary>
    public string Root { get; }

    public static TestTable Write(string name)
    {
        if (Repository.Data is not null)
        {
            return new TestTable(name, null);
        }

        var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File(name));
        File.WriteAllText(folder.File($"{name}/{name}.csv"), MakeUp(Shapes[name]));
        return new TestTable(name, folder);
    }

    public void Dispose() => _folder?.Dispose();

    private static string MakeUp((int Rows, int Columns, int Classes) shape)
    {
        var random = new Random(7);
        var text = new StringBuilder();
        text.AppendJoin(',', Enumerable.Range(0, shape.Columns).Select(column => $"c{column}")).Append(",target\n");
        for (var row = 0; row < shape.Rows; row++)
        {
            var cells = Enumerable.Range(0, shape.Columns).Select(_ => Math.Round(random.NextDouble() * 16, 3)).ToArray();
            var sum = cells.Sum() / shape.Columns;
            var target = shape.Classes == 0 ? (10 * sum) + random.NextDouble() : row < shape.Classes ? row : (int)(sum * 1000) % shape.Classes;
            text.AppendJoin(',', cells.Append(target).Select(value => value.ToString("R", CultureInfo.InvariantCulture))).Append('\n');
        }

        return text.ToString();
    }
}
