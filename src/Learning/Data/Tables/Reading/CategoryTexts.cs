using System.Text;

namespace EventCollab.Learning.Data.Tables.Reading;

/// <summary>Numbers the texts of one column of one chunk in the order of their coming; a chunk's numbers are brought in line with the others' at the end.</summary>
internal sealed class CategoryTexts
{
    /// <summary>More different texts than any encoding is meant for: names or free text.</summary>
    public const int Most = 10_000;
    private const int Short = 128;
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _byCharacters;

    public CategoryTexts()
    {
        _byCharacters = _numbers.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public IReadOnlyCollection<string> Texts => _numbers.Keys;

    /// <returns>Null where the bytes are not UTF-8, -1 where there are too many texts.</returns>
    public int? NumberOf(ReadOnlySpan<byte> cell)
    {
        Span<char> characters = stackalloc char[Short];
        if (cell.Length <= Short && Encoding.UTF8.TryGetChars(cell, characters, out var length) && _byCharacters.TryGetValue(characters[..length], out var known))
        {
            return known;
        }

        if (CsvHeader.Text(cell) is not { } text)
        {
            return null;
        }

        if (!_numbers.TryGetValue(text, out var number))
        {
            number = _numbers.Count < Most ? _numbers.Count : -1;
            if (number >= 0)
            {
                _numbers.Add(text, number);
            }
        }

        return number;
    }

    /// <returns>For each number given out, the text's place among all of the column.</returns>
    public double[] Places(Dictionary<string, int> placeOf) => [.. _numbers.OrderBy(pair => pair.Value).Select(pair => (double)placeOf[pair.Key])];
}
