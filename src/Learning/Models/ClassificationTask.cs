namespace EventCollab.Learning.Models;

/// <summary>Classes that a learner is to tell apart.</summary>
/// <param name="Features">N rows.</param>
/// <param name="Labels">N class numbers, 0 to <paramref name="Classes"/> - 1.</param>
/// <param name="Classes">K.</param>
/// <param name="Seed">Of everything random in the fit.</param>
public sealed record ClassificationTask(IFeatures Features, int[] Labels, int Classes, long Seed);
