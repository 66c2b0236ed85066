namespace EventCollab.Contracts;

/// <summary>
/// Position of a property in the MessagePack array that a contract becomes. Positions are for ever: a removed one is
/// never used again, a new one goes to the end, and readers skip what they do not know.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FieldAttribute(int position) : Attribute
{
    public int Position { get; } = position;
}
