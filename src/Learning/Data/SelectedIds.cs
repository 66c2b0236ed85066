using System.Collections;

namespace EventCollab.Learning.Data;

/// <summary>Ids of some rows, without a copy of them.</summary>
internal sealed class SelectedIds(IReadOnlyList<string> ids, IReadOnlyList<int> rows) : IReadOnlyList<string>
{
    public int Count => rows.Count;

    public string this[int index] => ids[rows[index]];

    public IEnumerator<string> GetEnumerator() => rows.Select(row => ids[row]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
