using System.Collections;
using System.Globalization;

namespace EventCollab.Learning.Data;

/// <summary>Row numbers from 0 as ids, made when asked for: a million texts would weigh more than many a table.</summary>
internal sealed class NumberedIds(int count) : IReadOnlyList<string>
{
    public int Count => count;

    public string this[int index] => index >= 0 && index < count
        ? index.ToString(CultureInfo.InvariantCulture)
        : throw new ArgumentOutOfRangeException(nameof(index));

    public IEnumerator<string> GetEnumerator()
    {
        for (var row = 0; row < count; row++)
        {
            yield return this[row];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
