namespace EventCollab.Learning.Models;

/// <summary>Residuals that a learner is to fit.</summary>
/// <param name="Features">N rows.</param>
/// <param name="Residuals">N x <paramref name="Width"/>, row-major.</param>
/// <param name="Width">K.</param>
/// <param name="Round">The round, from 1.</param>
/// <param name="Seed">Of everything random in the fit.</param>
public sealed record RegressionTask(IFeatures Features, float[] Residuals, int Width, int Round, long Seed);
