namespace EventCollab.Learning.Methods.Gal;

/// <summary>What every method with a sponsor needs of a collaboration.</summary>
internal static class SponsorCheck
{
    public const int LargestRounds = 100_000;

    public static void Check(string method, CollaborationSetup setup)
    {
        if (setup.Sponsor is null || !setup.Organizations.Contains(setup.Sponsor))
        {
            throw new MethodException($"{method}: the collaboration needs a sponsor, the organization with the labels, among its organizations.");
        }

        if (setup.Rounds is < 1 or > LargestRounds)
        {
            throw new MethodException($"{method}: {setup.Rounds} rounds; there must be 1 to {LargestRounds}.");
        }

        for (var i = 1; i < setup.Organizations.Count; i++)
        {
            if (string.CompareOrdinal(setup.Organizations[i - 1], setup.Organizations[i]) >= 0)
            {
                throw new MethodException($"{method}: the organizations must be different and in ascending order.");
            }
        }
    }
}
