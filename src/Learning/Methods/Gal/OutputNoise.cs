namespace EventCollab.Learning.Methods.Gal;

/// <summary>
/// The noise ablation: the second half of the organizations add N(0, sigma^2) to what they reply, in training and in
/// prediction. Seeded, so that a task that is carried out again gives the same reply.
/// </summary>
internal static class OutputNoise
{
    public static void Add(Span<float> outputs, CollaborationSetup setup, double sigma, string organization, int round, string purpose)
    {
        var index = setup.Organizations.Index().First(pair => pair.Item == organization).Index;
        if (sigma == 0 || index < setup.Organizations.Count / 2)
        {
            return;
        }

        var random = new RandomSource(SeedSequence.Derive(setup.Seed, round, organization, $"output noise {purpose}"));
        for (var i = 0; i < outputs.Length; i++)
        {
            outputs[i] += (float)(sigma * random.NextNormal());
        }
    }
}
