namespace EventCollab.Learning.Compression;

/// <summary>signSGD's way to combine: each organization's <c>sign</c> message is added with weight 1, then the sign of the sum counts.</summary>
public static class MajorityVote
{
    /// <summary>Every sum becomes its sign, 1 or -1; a draw is +1, as sign(0) is when it is encoded.</summary>
    public static void Decide(Span<float> sums)
    {
        for (var i = 0; i < sums.Length; i++)
        {
            sums[i] = sums[i] < 0 ? -1 : 1;
        }
    }
}
