namespace EventCollab.Learning;

/// <summary>Where a participant keeps the models of its rounds, for prediction; one store per collaboration and organization.</summary>
public interface IModelStore
{
    void Save(string name, ReadOnlySpan<byte> model);

    /// <summary>The saved bytes, or null.</summary>
    byte[]? Load(string name);
}
