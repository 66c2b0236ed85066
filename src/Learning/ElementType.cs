namespace EventCollab.Learning;

/// <summary>Element type of a tensor that leaves or enters a method; little-endian. Same numbers as on the wire.</summary>
public enum ElementType
{
    Float32 = 0,
    Float64 = 1,
    Int32 = 2,
    Int64 = 3,
    UInt8 = 4,
}
