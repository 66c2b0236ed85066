namespace EventCollab.Contracts.Wire;

/// <summary>First bytes of the elements: the "Overview" table of the MessagePack specification.</summary>
internal static class Codes
{
    public const byte MaxPositiveFixInt = 0x7f;
    public const byte FixMap = 0x80;
    public const byte FixArray = 0x90;
    public const byte FixString = 0xa0;
    public const byte Nil = 0xc0;
    public const byte NeverUsed = 0xc1;
    public const byte False = 0xc2;
    public const byte True = 0xc3;
    public const byte Binary8 = 0xc4;
    public const byte Binary16 = 0xc5;
    public const byte Binary32 = 0xc6;
    public const byte Extension8 = 0xc7;
    public const byte Extension16 = 0xc8;
    public const byte Extension32 = 0xc9;
    public const byte Float32 = 0xca;
    public const byte Float64 = 0xcb;
    public const byte UInt8 = 0xcc;
    public const byte UInt16 = 0xcd;
    public const byte UInt32 = 0xce;
    public const byte UInt64 = 0xcf;
    public const byte Int8 = 0xd0;
    public const byte Int16 = 0xd1;
    public const byte Int32 = 0xd2;
    public const byte Int64 = 0xd3;
    public const byte FixExtension1 = 0xd4;
    public const byte FixExtension2 = 0xd5;
    public const byte FixExtension4 = 0xd6;
    public const byte FixExtension8 = 0xd7;
    public const byte FixExtension16 = 0xd8;
    public const byte String8 = 0xd9;
    public const byte String16 = 0xda;
    public const byte String32 = 0xdb;
    public const byte Array16 = 0xdc;
    public const byte Array32 = 0xdd;
    public const byte Map16 = 0xde;
    public const byte Map32 = 0xdf;
    public const byte NegativeFixInt = 0xe0;

    /// <summary>Type of the timestamp extension.</summary>
    public const sbyte Timestamp = -1;

    public static MessagePackKind KindOf(byte code) => code switch
    {
        <= MaxPositiveFixInt or >= NegativeFixInt or (>= UInt8 and <= Int64) => MessagePackKind.Integer,
        < FixArray or Map16 or Map32 => MessagePackKind.Map,
        < FixString or Array16 or Array32 => MessagePackKind.Array,
        < Nil or (>= String8 and <= String32) => MessagePackKind.String,
        Nil => MessagePackKind.Nil,
        NeverUsed => MessagePackKind.Invalid,
        False or True => MessagePackKind.Boolean,
        <= Binary32 => MessagePackKind.Binary,
        Float32 or Float64 => MessagePackKind.Float,
        _ => MessagePackKind.Extension,
    };
}
