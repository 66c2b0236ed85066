using System.Globalization;
using System.Text;

namespace EventCollab.Learning.Data.Tables;

/// <summary>Other values for a target: <c>0=0,*=1</c> makes 0 of 0 and 1 of everything else.</summary>
public sealed class TargetMap
{
    private readonly Dictionary<string, double> _byText = new(StringComparer.Ordinal);
    private readonly Dictionary<double, double> _byNumber = [];
    private double? _rest;

    /// <summary>What the map was made from.</summary>
    public required string Text { get; init; }

    /// <param name="text">FROM=TO pairs separated by commas; FROM is a cell's text or *, TO a number.</param>
    /// <exception cref="DataException">It is no such list.</exception>
    public static TargetMap Parse(string text)
    {
        var map = new TargetMap { Text = text };
        foreach (var pair in text.Split(','))
        {
            var middle = pair.LastIndexOf('=');
            if (middle <= 0 || !double.TryParse(pair.AsSpan(middle + 1), NumberStyles.Float, CultureInfo.InvariantCulture, out var to) || !double.IsFinite(to))
            {
                throw new DataException($"'{pair}' in '{text}' is not FROM=NUMBER; write for example 0=0,*=1.");
            }

            map.Add(pair[..middle].Trim(), to);
        }

        return map;
    }

    /// <returns>False where nothing is said about the cell.</returns>
    internal bool TryMap(ReadOnlySpan<byte> cell, out double value)
    {
        var text = Encoding.UTF8.GetString(cell);
        if (_byText.TryGetValue(text, out value)
            || (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && _byNumber.TryGetValue(number, out value)))
        {
            return true;
        }

        value = _rest ?? 0;
        return _rest is not null;
    }

    private void Add(string from, double to)
    {
        if (from == "*")
        {
            _rest = to;
            return;
        }

        _byText[from] = to;
        if (double.TryParse(from, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            _byNumber[number] = to;
        }
    }
}
