namespace EventCollab.Learning.Methods.Gal;

/// <summary>
/// Mixed choices, as in the paper's experiments "GB-SVM" and "l1-l4": L choices among M organizations in blocks of M div L,
/// the remainder to the last.
/// </summary>
internal static class Mix
{
    /// <param name="choices">L of them, at most <paramref name="organizations"/>.</param>
    /// <param name="index">Of the organization, from 0.</param>
    /// <param name="organizations">M.</param>
    public static T Of<T>(IReadOnlyList<T> choices, int index, int organizations) =>
        choices[Math.Min(index / (organizations / choices.Count), choices.Count - 1)];
}
