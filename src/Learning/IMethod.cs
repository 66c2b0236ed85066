namespace EventCollab.Learning;

/// <summary>A way of learning together. A new method is one folder and one registration; it never sees the bus, a clock or a database.</summary>
public interface IMethod
{
    /// <summary>The name in commands and terms, for example <c>gal</c>.</summary>
    string Name { get; }

    /// <summary>True where the coordinator needs the sponsor's labels and therefore runs in the sponsor's agent.</summary>
    bool CoordinatedBySponsor { get; }

    /// <summary>Checks a submitted collaboration before anyone is invited.</summary>
    /// <exception cref="MethodException">An option is unknown or out of range.</exception>
    void Check(CollaborationSetup setup);

    /// <summary>The collaboration that this one continues; null where it starts anew.</summary>
    Continuation? Continues(CollaborationSetup setup) => null;

    /// <param name="setup">The collaboration.</param>
    /// <param name="data">The sponsor's data; null where the hub coordinates.</param>
    ICoordinator CreateCoordinator(CollaborationSetup setup, ILocalData? data);

    /// <param name="setup">The collaboration.</param>
    /// <param name="context">What the organization brings along.</param>
    IParticipant CreateParticipant(CollaborationSetup setup, OrganizationContext context);
}
