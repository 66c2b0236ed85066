using System.Runtime.Serialization;

namespace EventCollab.Contracts.Wire;

/// <summary>Bytes that are not what they should be. The only exception that reading the wire form throws, whatever the bytes.</summary>
public sealed class WireFormatException : SerializationException
{
    public WireFormatException(string reason, int position)
        : base($"{reason} (byte {position})") => Position = position;

    /// <summary>Offset of the element that could not be read.</summary>
    public int Position { get; }
}
