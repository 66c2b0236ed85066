namespace EventCollab.Learning.Compression.Arithmetic;

/// <summary>
/// A random share of many elements, drawn within windows that stay in the cache: as unbiased as drawing from all of them, and random
/// access to all of a large tensor takes thirty times as long.
/// </summary>
/// <param name="seed">The message's.</param>
/// <param name="tensor">Its index.</param>
/// <param name="purpose">What the words are for.</param>
/// <param name="count">Elements.</param>
/// <param name="share">Of them, above 0, at most 1.</param>
internal struct WindowedSubset(long seed, int tensor, uint purpose, int count, double share)
{
    /// <summary>2^16: an even power, so that the permutation needs no second walk.</summary>
    private const int WindowLength = 1 << 16;

    private readonly int _keptOfWindow = KeptOf(WindowLength, share);
    private int _window = -1;
    private int _begin;
    private int _end;
    private RandomSubset _subset;

    /// <summary>What the elements of the current window are multiplied by: its length over its draws.</summary>
    public float Factor { get; private set; }

    /// <returns>How many elements are drawn.</returns>
    public static int Kept(int count, double share) =>
        (count / WindowLength * KeptOf(WindowLength, share)) + (count % WindowLength == 0 ? 0 : KeptOf(count % WindowLength, share));

    /// <summary>The largest factor.</summary>
    public static double LargestFactor(int count, double share)
    {
        var tail = count % WindowLength;
        return Math.Max(
            count >= WindowLength ? WindowLength / (double)KeptOf(WindowLength, share) : 1, tail == 0 ? 1 : tail / (double)KeptOf(tail, share));
    }

    /// <summary>The places of draws from one on, up to the end of its window.</summary>
    /// <returns>How many were written, at least one.</returns>
    public int Take(int draw, Span<int> places)
    {
        if (draw < _begin || draw >= _end)
        {
            Enter(draw / _keptOfWindow);
        }

        var taken = Math.Min(places.Length, _end - draw);
        _subset.Fill(draw - _begin, _window * WindowLength, places[..taken]);
        return taken;
    }

    private static int KeptOf(int length, double share) => (int)Math.Clamp(Math.Ceiling(share * length), 1, length);

    private void Enter(int window)
    {
        var length = Math.Min(WindowLength, count - (window * WindowLength));
        var kept = KeptOf(length, share);
        _window = window;
        _begin = window * _keptOfWindow;
        _end = _begin + kept;
        _subset = new RandomSubset(new Philox(seed, tensor, purpose), length, (uint)window);
        Factor = (float)(length / (double)kept);
    }
}
