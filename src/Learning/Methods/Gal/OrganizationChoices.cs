using EventCollab.Learning.Models;

namespace EventCollab.Learning.Methods.Gal;

/// <summary>What the terms say of each organization's local model and loss, and what the organization makes of it.</summary>
/// <param name="options">As in the terms.</param>
/// <param name="organizations">In the order of the terms.</param>
internal sealed class OrganizationChoices(GalOptions options, IReadOnlyList<string> organizations)
{
    public static OrganizationChoices Of(CollaborationSetup setup, GalOptions options) => new(options, setup.Organizations);

    /// <param name="context">Whose learner; its own choice of a model comes before that of the terms.</param>
    /// <param name="width">Of a prediction; 1 only for regression.</param>
    public ILocalLearner LearnerOf(OrganizationContext context, int width)
    {
        var kind = context.LocalModel ?? ModelOf(context.Organization);
        return LocalLearners.Create(
            kind,
            new LearnerSettings
            {
                Loss = LossOf(context.Organization, width),
                Epochs = options.Epochs,
                BatchSize = options.BatchSize,
                Compute = context.Compute,
            },
            options.DeepModelSharing && LocalLearners.HasExtractor(kind) ? context.Models : null);
    }

    /// <summary>Before an organization joins: its model must suit its data. Of its own choice others learn only that it does not.</summary>
    /// <exception cref="MethodException">It does not.</exception>
    public void Require(OrganizationContext context)
    {
        try
        {
            LocalLearners.Require(context.LocalModel ?? ModelOf(context.Organization), context.Data.Training.Shape, context.Organization);
        }
        catch (MethodException exception) when (context.LocalModel is not null)
        {
            throw new MethodException($"the model that '{context.Organization}' chose for itself does not suit its data; its log says why.", exception);
        }
    }

    public LocalModelKind ModelOf(string organization) => options.LocalModels.TryGetValue(organization, out var own)
        ? own
        : options.LocalModelMix.Count == 0 ? options.LocalModel : Mixed(options.LocalModelMix, organization);

    /// <param name="organization">Whose.</param>
    /// <param name="width">Of a prediction; 1 only for regression.</param>
    public LocalLoss LossOf(string organization, int width) => OwnLossOf(organization) ?? (width == 1 ? LocalLoss.L1 : LocalLoss.L2);

    /// <returns>Null where the terms leave it to the width.</returns>
    public LocalLoss? OwnLossOf(string organization) => options.LocalLosses.TryGetValue(organization, out var own)
        ? own
        : options.LocalLossMix.Count > 0 ? Mixed(options.LocalLossMix, organization) : options.LocalLoss;

    private T Mixed<T>(IReadOnlyList<T> choices, string organization) =>
        Mix.Of(choices, organizations.Index().First(pair => pair.Item == organization).Index, organizations.Count);
}
