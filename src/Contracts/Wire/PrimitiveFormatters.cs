namespace EventCollab.Contracts.Wire;

internal sealed class BooleanFormatter : Formatter<bool>
{
    public override void Write(MessagePackWriter writer, bool value) => writer.Write(value);

    public override bool Read(scoped ref MessagePackReader reader) => reader.ReadBoolean();
}

internal sealed class Int32Formatter : Formatter<int>
{
    public override void Write(MessagePackWriter writer, int value) => writer.Write((long)value);

    public override int Read(scoped ref MessagePackReader reader) => reader.ReadInt32();
}

internal sealed class Int64Formatter : Formatter<long>
{
    public override void Write(MessagePackWriter writer, long value) => writer.Write(value);

    public override long Read(scoped ref MessagePackReader reader) => reader.ReadInt64();
}

internal sealed class SingleFormatter : Formatter<float>
{
    public override int MinBytes => 5;

    public override void Write(MessagePackWriter writer, float value) => writer.Write(value);

    public override float Read(scoped ref MessagePackReader reader) => reader.ReadSingle();
}

internal sealed class DoubleFormatter : Formatter<double>
{
    public override int MinBytes => 5;

    public override void Write(MessagePackWriter writer, double value) => writer.Write(value);

    public override double Read(scoped ref MessagePackReader reader) => reader.ReadDouble();
}

internal sealed class StringFormatter : Formatter<string>
{
    public override void Write(MessagePackWriter writer, string value) => writer.Write(value);

    public override string Read(scoped ref MessagePackReader reader) => reader.ReadString();
}

internal sealed class BinaryFormatter : Formatter<ReadOnlyMemory<byte>>
{
    public override int MinBytes => 2;

    public override void Write(MessagePackWriter writer, ReadOnlyMemory<byte> value) => writer.WriteBinary(value.Span);

    public override ReadOnlyMemory<byte> Read(scoped ref MessagePackReader reader) => reader.ReadBinary();
}

/// <summary>Time spans travel as ticks of 100 ns.</summary>
internal sealed class TimeSpanFormatter : Formatter<TimeSpan>
{
    public override void Write(MessagePackWriter writer, TimeSpan value) => writer.Write(value.Ticks);

    public override TimeSpan Read(scoped ref MessagePackReader reader) => new(reader.ReadInt64());
}

/// <summary>Instants travel as the timestamp extension, in UTC.</summary>
internal sealed class InstantFormatter : Formatter<DateTimeOffset>
{
    public override int MinBytes => 6;

    public override void Write(MessagePackWriter writer, DateTimeOffset value) => writer.Write(value);

    public override DateTimeOffset Read(scoped ref MessagePackReader reader) => reader.ReadTimestamp();
}
