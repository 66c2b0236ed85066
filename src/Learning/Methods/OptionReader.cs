using System.Globalization;
using System.Text.Json;
using EventCollab.Learning.Data;

namespace EventCollab.Learning.Methods;

/// <summary>
/// Reads a method's options strictly: what is unknown, of the wrong kind or out of range is refused with one line that
/// names the option and what it may be. A misspelt option that is silently ignored would cost a training run.
/// </summary>
internal sealed class OptionReader
{
    private readonly string _method;
    private readonly Dictionary<string, JsonElement> _values = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _known = new(StringComparer.Ordinal);

    public OptionReader(string method, string json)
    {
        _method = method;
        using var document = Parse(json);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            throw Refuse($"the options must be one JSON object, not {Kind(document.RootElement)}");
        }

        foreach (var property in document.RootElement.EnumerateObject())
        {
            if (!_values.TryAdd(property.Name, property.Value.Clone()))
            {
                throw Refuse($"option '{property.Name}' is given twice");
            }
        }
    }

    public T Choice<T>(string name, T fallback)
        where T : struct, Enum => Find(name) is { } value ? ToChoice<T>(name, value) : fallback;

    public T? Choice<T>(string name)
        where T : struct, Enum => Find(name) is { } value ? ToChoice<T>(name, value) : null;

    /// <summary>A list of choices; empty where it is not given.</summary>
    public IReadOnlyList<T> Choices<T>(string name)
        where T : struct, Enum
    {
        if (Find(name) is not { } value)
        {
            return [];
        }

        return value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0
            ? [.. value.EnumerateArray().Select(item => ToChoice<T>(name, item))]
            : throw Refuse($"option '{name}' is {Shown(value)}; it must be a list of names, for example [\"{NameOf(Enum.GetValues<T>()[0])}\"]");
    }

    /// <summary>Whether it is given, with a value.</summary>
    public bool Has(string name) => Find(name) is not null;

    /// <summary>An object whose keys are organizations.</summary>
    public IReadOnlyDictionary<string, T> ChoicePerOrganization<T>(string name)
        where T : struct, Enum
    {
        var choices = new SortedDictionary<string, T>(StringComparer.Ordinal);
        if (Find(name) is not { } value)
        {
            return choices;
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            throw Refuse($"option '{name}' must be an object of organizations, not {Kind(value)}");
        }

        foreach (var property in value.EnumerateObject())
        {
            choices[property.Name] = ToChoice<T>($"{name}.{property.Name}", property.Value);
        }

        return choices;
    }

    public double Number(string name, double fallback, double minimum, double maximum)
    {
        if (Find(name) is not { } value)
        {
            return fallback;
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number >= minimum && number <= maximum
            ? number
            : throw Refuse(string.Create(CultureInfo.InvariantCulture, $"option '{name}' is {Shown(value)}; it must be a number from {minimum} to {maximum}"));
    }

    public int? Whole(string name, int minimum, int maximum)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= minimum && number <= maximum
            ? number
            : throw Refuse($"option '{name}' is {Shown(value)}; it must be a whole number from {minimum} to {maximum}");
    }

    public bool Flag(string name) => Find(name) is { } value
        ? value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw Refuse($"option '{name}' is {Shown(value)}; it must be true or false"),
        }
        : false;

    public string Text(string name) => Find(name) is { ValueKind: JsonValueKind.String } value && value.GetString() is { Length: > 0 } text
        ? text
        : throw Refuse($"option '{name}' must be given as text");

    /// <summary>An object that is read elsewhere, as text.</summary>
    public string Json(string name) => Find(name) is { ValueKind: JsonValueKind.Object } value
        ? value.GetRawText()
        : throw Refuse($"option '{name}' must be given as an object");

    /// <summary>Call last: refuses options that nothing has read.</summary>
    public void End()
    {
        foreach (var name in _values.Keys.Where(name => !_known.Contains(name)))
        {
            throw Refuse($"there is no option '{name}'{NearestName.Hint(name, _known)}; there are {string.Join(", ", _known)}");
        }
    }

    public MethodException Refuse(string reason) => new($"{_method}: {reason}.");

    internal static string NameOf<T>(T choice)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(choice.ToString()).Replace('_', '.');

    private static string Kind(JsonElement value) => value.ValueKind.ToString().ToLowerInvariant();

    private static string Shown(JsonElement value)
    {
        // One line, and not the whole of whatever somebody pasted.
        var text = value.GetRawText().ReplaceLineEndings(" ");
        return text.Length <= 60 ? text : $"{text[..57]}...";
    }

    private JsonElement? Find(string name)
    {
        _known.Add(name);
        return _values.TryGetValue(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }

    private JsonDocument Parse(string json)
    {
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException exception)
        {
            throw new MethodException($"{_method}: the options are not JSON: {exception.Message}", exception);
        }
    }

    private T ToChoice<T>(string name, JsonElement value)
        where T : struct, Enum
    {
        var choices = Enum.GetValues<T>();
        var text = value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        foreach (var choice in choices)
        {
            if (NameOf(choice) == text)
            {
                return choice;
            }
        }

        throw Refuse($"option '{name}' is {Shown(value)}{NearestName.Hint(text ?? string.Empty, choices.Select(NameOf))}; it must be one of {string.Join(", ", choices.Select(NameOf))}");
    }
}
