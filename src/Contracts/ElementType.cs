namespace EventCollab.Contracts;

/// <summary>Element type of a tensor on the wire; little-endian.</summary>
public enum ElementType
{
    Float32 = 0,
    Float64 = 1,
    Int32 = 2,
    Int64 = 3,
    UInt8 = 4,
}
