using System.Runtime.CompilerServices;

namespace EventCollab.Contracts.Wire;

/// <summary>Enumerations travel as their number; a number without a name is refused.</summary>
internal sealed class EnumFormatter<T> : Formatter<T>
    where T : struct, Enum
{
    public EnumFormatter()
    {
        if (typeof(T).GetEnumUnderlyingType() != typeof(int))
        {
            throw new InvalidOperationException($"{typeof(T)} is not an enumeration over int.");
        }
    }

    public override void Write(MessagePackWriter writer, T value) => writer.Write((long)Unsafe.BitCast<T, int>(value));

    public override T Read(scoped ref MessagePackReader reader)
    {
        var start = reader.Position;
        var number = reader.ReadInt32();
        var value = Unsafe.BitCast<int, T>(number);
        return Enum.IsDefined(value) ? value : throw new WireFormatException($"{number} is no {typeof(T).Name}", start);
    }
}
