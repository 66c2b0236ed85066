namespace EventCollab.Learning.Methods.AddOne;

/// <summary>
/// The benchmark's method: organizations add 1 to a vector, the hub averages. Nothing is learned, every byte travels, and
/// after R rounds each element must be R. Option <c>length</c>: number of float32 elements.
/// </summary>
public sealed class AddOneMethod : IMethod
{
    public string Name => "add-one";

    public bool CoordinatedBySponsor => false;

    public void Check(CollaborationSetup setup) => Length(setup);

    public ICoordinator CreateCoordinator(CollaborationSetup setup, ILocalData? data) => new AddOneCoordinator(setup, Length(setup));

    public IParticipant CreateParticipant(CollaborationSetup setup, OrganizationContext context) => new AddOneParticipant();

    private int Length(CollaborationSetup setup)
    {
        var reader = new OptionReader(Name, setup.Options);
        var length = reader.Whole("length", 1, 500_000_000);
        reader.End();
        return length ?? throw reader.Refuse("option 'length' must be given");
    }
}
