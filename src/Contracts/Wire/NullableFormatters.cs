namespace EventCollab.Contracts.Wire;

/// <summary>Marks the formatters that know nil.</summary>
internal interface INullableFormatter;

internal sealed class NullableValueFormatter<T>(Formatter<T> inner) : Formatter<T?>, INullableFormatter
    where T : struct
{
    public override void Write(MessagePackWriter writer, T? value)
    {
        if (value is { } present)
        {
            inner.Write(writer, present);
        }
        else
        {
            writer.WriteNil();
        }
    }

    public override T? Read(scoped ref MessagePackReader reader) => reader.TryReadNil() ? null : inner.Read(ref reader);
}

internal sealed class NullableReferenceFormatter<T>(Formatter<T> inner) : Formatter<T?>, INullableFormatter
    where T : class
{
    public override void Write(MessagePackWriter writer, T? value)
    {
        if (value is null)
        {
            writer.WriteNil();
        }
        else
        {
            inner.Write(writer, value);
        }
    }

    public override T? Read(scoped ref MessagePackReader reader) => reader.TryReadNil() ? null : inner.Read(ref reader);
}
