namespace EventCollab.Contracts.Wire;

/// <summary>The families of elements that the MessagePack specification knows.</summary>
public enum MessagePackKind
{
    /// <summary>The byte 0xc1, which the specification never uses.</summary>
    Invalid = 0,
    Nil = 1,
    Boolean = 2,
    Integer = 3,
    Float = 4,
    String = 5,
    Binary = 6,
    Array = 7,
    Map = 8,
    Extension = 9,
}
