namespace EventCollab.Learning.Methods.Gal.Prediction;

/// <summary>
/// The prediction stage of GAL as a collaboration of one round: each organization evaluates its stored models on the
/// evaluation rows of its data, the sponsor combines them with the weights and rates of the training that it continues.
/// </summary>
public sealed class GalPredictMethod : IMethod
{
    public const string MethodName = "gal-predict";

    public string Name => MethodName;

    public bool CoordinatedBySponsor => true;

    public void Check(CollaborationSetup setup)
    {
        GalPredictOptions.Parse(setup.Options);
        SponsorCheck.Check(Name, setup);
        if (setup.Rounds != 1)
        {
            throw new MethodException($"{Name}: a prediction has 1 round, not {setup.Rounds}.");
        }
    }

    public Continuation? Continues(CollaborationSetup setup)
    {
        var options = GalPredictOptions.Parse(setup.Options);
        return new Continuation(options.Collaboration, options.State);
    }

    public ICoordinator CreateCoordinator(CollaborationSetup setup, ILocalData? data)
    {
        Check(setup);
        return new GalPredictCoordinator(setup, GalPredictOptions.Parse(setup.Options), data ?? throw new MethodException($"{Name}: the sponsor '{setup.Sponsor}' has no data."));
    }

    public IParticipant CreateParticipant(CollaborationSetup setup, OrganizationContext context)
    {
        Check(setup);
        return new GalPredictParticipant(setup, GalPredictOptions.Parse(setup.Options), context);
    }
}
