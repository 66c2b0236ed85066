namespace EventCollab.Contracts.Wire;

/// <summary>Writes and reads values of one type.</summary>
internal abstract class Formatter<T>
{
    /// <summary>Bytes of the shortest value: bounds how many of them an announced array can hold.</summary>
    public virtual int MinBytes => 1;

    public abstract void Write(MessagePackWriter writer, T value);

    public abstract T Read(scoped ref MessagePackReader reader);
}
