namespace EventCollab.Learning.Data;

/// <summary>Finds the names a person may have meant, by edit distance.</summary>
public static class NearestName
{
    /// <returns>" (did you mean a or b?)" or, where nothing is near, an empty text.</returns>
    public static string Hint(string given, IEnumerable<string> names)
    {
        string[] near = [.. names
            .Select(name => (name, distance: Distance(given, name)))
            .Where(pair => pair.distance <= Math.Max(2, given.Length / 3) && pair.distance < Math.Max(given.Length, pair.name.Length))
            .OrderBy(pair => pair.distance)
            .ThenBy(pair => pair.name, StringComparer.Ordinal)
            .Take(3)
            .Select(pair => pair.name)];
        return near.Length == 0 ? string.Empty : $" (did you mean {string.Join(" or ", near)}?)";
    }

    /// <summary>Levenshtein's distance without regard to case, two rows of the table at a time.</summary>
    private static int Distance(string left, string right)
    {
        var above = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var row = new int[right.Length + 1];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var same = char.ToLowerInvariant(left[i - 1]) == char.ToLowerInvariant(right[j - 1]);
                row[j] = Math.Min(Math.Min(row[j - 1], above[j]) + 1, above[j - 1] + (same ? 0 : 1));
            }

            above = row;
        }

        return above[right.Length];
    }
}
