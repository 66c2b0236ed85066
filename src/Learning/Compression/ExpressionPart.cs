using System.Globalization;
using EventCollab.Learning.Data;

namespace EventCollab.Learning.Compression;

/// <summary>One part of an expression, <c>name:argument,key=value</c>, read strictly.</summary>
internal sealed class ExpressionPart
{
    private readonly string _expression;
    private readonly string? _argument;
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _known = new(StringComparer.Ordinal);
    private bool _argumentRead;

    public ExpressionPart(string expression, string part)
    {
        _expression = expression;
        var fields = part.Split(',', StringSplitOptions.TrimEntries);
        var head = fields[0].Split(':', 2, StringSplitOptions.TrimEntries);
        Name = head[0];
        _argument = head.Length > 1 ? head[1] : null;
        foreach (var field in fields.Skip(1))
        {
            var pair = field.Split('=', 2, StringSplitOptions.TrimEntries);
            if (pair.Length < 2 || !_values.TryAdd(pair[0], pair[1]))
            {
                throw Refuse($"'{field}' is no option of its own; options are written key=value, each once");
            }
        }
    }

    public string Name { get; }

    public CompressionException UnknownName(string what, IEnumerable<string> names)
    {
        string[] all = [.. names];
        return Refuse($"there is no {what} '{Name}'{NearestName.Hint(Name, all)}; there are {string.Join(", ", all)}");
    }

    /// <summary>The argument as text, null where there is none.</summary>
    public string? Argument()
    {
        _argumentRead = true;
        return _argument;
    }

    public int WholeArgument(int minimum, int maximum, string meaning, string example) =>
        Argument() is { } text && TryWhole(text, out var number) && number >= minimum && number <= maximum
            ? number
            : throw Refuse($"{Name} needs {meaning} from {minimum} to {maximum}, for example {example}");

    public int Whole(string key, int fallback, int minimum, int maximum)
    {
        if (Find(key) is not { } text)
        {
            return fallback;
        }

        return TryWhole(text, out var number) && number >= minimum && number <= maximum
            ? number
            : throw Refuse($"{key} is '{text}'; it must be a whole number from {minimum} to {maximum}");
    }

    public double Number(string key, double fallback, double minimum, double maximum)
    {
        if (Find(key) is not { } text)
        {
            return fallback;
        }

        return TryNumber(text, out var number) && number >= minimum && number <= maximum
            ? number
            : throw Refuse(string.Create(CultureInfo.InvariantCulture, $"{key} is '{text}'; it must be a number from {minimum} to {maximum}"));
    }

    /// <returns>Whether it is the second choice.</returns>
    public bool Choice(string key, string first, string second) => Find(key) switch
    {
        null => false,
        var text when text == first => false,
        var text when text == second => true,
        var text => throw Refuse($"{key} is '{text}'{NearestName.Hint(text, [first, second])}; it must be {first} or {second}"),
    };

    /// <summary>Call last: refuses what nothing has read.</summary>
    public void End()
    {
        if (_argument is not null && !_argumentRead)
        {
            throw Refuse($"{Name} takes no ':{_argument}'");
        }

        foreach (var key in _values.Keys.Where(key => !_known.Contains(key)))
        {
            throw Refuse(_known.Count == 0
                ? $"{Name} has no options, not '{key}'"
                : $"{Name} has no option '{key}'{NearestName.Hint(key, _known)}; it has {string.Join(", ", _known)}");
        }
    }

    public CompressionException Refuse(string reason) => new($"compression '{_expression}': {reason}.");

    public static bool TryNumber(string text, out double number) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);

    public static bool TryWhole(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private string? Find(string key)
    {
        _known.Add(key);
        return _values.GetValueOrDefault(key);
    }
}
