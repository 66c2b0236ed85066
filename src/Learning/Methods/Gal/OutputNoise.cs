namespace EventCollab.Learning.Methods.Gal;

/// <summary>
/// The noise ablation: the second half of the organizations add N(0, sigma^2) to what they reply, in training and in
/// prediction. Seeded, so that a task that is carried out again gives the same reply.
/// </summary>
internal static class OutputNoise
{
    public static void Add(Span<float> outputs, CollaborationSetup setup, double sigma, string organization, int round, string purpose)
    {
        if (sigma == 0 || !IsNoised(setup, organization))
        {
            return;
        }

        var random = new RandomSource(SeedSequence.Derive(setup.Seed, round, organization, $"output noise {purpose}"));
        for (var i = 0; i < outputs.Length; i++)
        {
            outputs[i] += (float)(sigma * random.NextNormal());
        }
    }

    /// <summary>Of an odd number the larger half: of three organizations the second and the third.</summary>
    public static bool IsNoised(CollaborationSetup setup, string organization) =>
        setup.Organizations.Index().First(pair => pair.Item == organization).Index >= setup.Organizations.Count / 2;
}
