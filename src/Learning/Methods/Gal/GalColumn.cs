namespace EventCollab.Learning.Methods.Gal;

/// <summary>One organization's fits as the coordinator weighs them.</summary>
/// <param name="Organization">Whose.</param>
/// <param name="Index">Its place among the collaboration's organizations.</param>
/// <param name="Round">The round of its model, smaller than the open one where it was carried over.</param>
/// <param name="Training">N x K.</param>
/// <param name="Evaluation">Evaluation rows x K.</param>
internal sealed record GalColumn(string Organization, int Index, int Round, double[] Training, double[] Evaluation);
