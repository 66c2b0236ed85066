using EventCollab.Learning.Models;

namespace EventCollab.Learning.Methods.Gal;

/// <summary>Gradient assisted learning: the sponsor boosts its own prediction with the other organizations' features.</summary>
public sealed class GalMethod : IMethod
{
    public const string MethodName = "gal";

    public string Name => MethodName;

    public bool CoordinatedBySponsor => true;

    public void Check(CollaborationSetup setup)
    {
        var options = GalOptions.Parse(setup.Options);
        SponsorCheck.Check(Name, setup);
        foreach (var organization in options.LocalModels.Keys.Concat(options.LocalLosses.Keys))
        {
            if (!setup.Organizations.Contains(organization))
            {
                throw new MethodException($"{Name}: the options name '{organization}', which is not in the collaboration.");
            }
        }

        if (Math.Max(options.LocalModelMix.Count, options.LocalLossMix.Count) is var mixed && mixed > setup.Organizations.Count)
        {
            throw new MethodException($"{Name}: a mix of {mixed} needs as many organizations; there are {setup.Organizations.Count}.");
        }

        if (options.Quorum > setup.Organizations.Count)
        {
            throw new MethodException($"{Name}: a quorum of {options.Quorum} cannot be reached by {setup.Organizations.Count} organizations.");
        }
    }

    public ICoordinator CreateCoordinator(CollaborationSetup setup, ILocalData? data)
    {
        Check(setup);
        return new GalCoordinator(setup, GalOptions.Parse(setup.Options), data ?? throw new MethodException($"{Name}: the sponsor '{setup.Sponsor}' has no data."));
    }

    public IParticipant CreateParticipant(CollaborationSetup setup, OrganizationContext context)
    {
        Check(setup);
        var options = GalOptions.Parse(setup.Options);
        if (!setup.Organizations.Contains(context.Organization))
        {
            throw new MethodException($"{Name}: '{context.Organization}' is not in the collaboration.");
        }

        RequireColumns(setup, context);
        OrganizationChoices.Of(setup, options).Require(context);
        return new GalParticipant(setup, options, context);
    }

    /// <summary>Before a run in one process: what every organization would decline with, or fail with in the first round.</summary>
    /// <param name="setup">The terms.</param>
    /// <param name="data">Of each organization, in the order of the terms.</param>
    /// <exception cref="MethodException">A model does not suit the data, or its library cannot be loaded.</exception>
    public static void CheckModels(CollaborationSetup setup, IReadOnlyList<ILocalData> data)
    {
        var choices = OrganizationChoices.Of(setup, GalOptions.Parse(setup.Options));
        foreach (var (organization, local) in setup.Organizations.Zip(data))
        {
            var model = choices.ModelOf(organization);
            LocalLearners.Require(model, local.Training.Shape, organization);
            LocalLearners.RequireLibrary(model);
        }
    }

    /// <summary>At the invitation: else the first round finds residuals of rows that the organization does not hold.</summary>
    private void RequireColumns(CollaborationSetup setup, OrganizationContext context)
    {
        if (context.Organization != setup.Sponsor && context.Data.Targets is not null)
        {
            throw new MethodException(
                $"{Name}: '{context.Organization}' holds targets: its data were divided by rows; "
                + $"{Name} needs organizations that hold other columns of the same rows (data split --partition columns)");
        }
    }
}
