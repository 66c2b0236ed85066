using System.Reflection;

namespace EventCollab.Contracts.Wire;

/// <summary>One property of a contract, bound to its getter, its setter and the formatter of its type.</summary>
internal abstract class RecordField<TRecord>(PropertyInfo property, bool required)
{
    public string Name { get; } = $"{typeof(TRecord).Name}.{property.Name}";

    /// <summary>True where a message without the field is refused.</summary>
    public bool Required { get; } = required;

    public abstract int MinBytes { get; }

    public abstract void Write(MessagePackWriter writer, TRecord record);

    public abstract void Read(scoped ref MessagePackReader reader, TRecord record);
}

internal sealed class RecordField<TRecord, TValue>(PropertyInfo property, bool required, Formatter<TValue> formatter)
    : RecordField<TRecord>(property, required)
    where TRecord : class
{
    private readonly Func<TRecord, TValue> _get = property.GetMethod!.CreateDelegate<Func<TRecord, TValue>>();
    private readonly Action<TRecord, TValue> _set = property.SetMethod!.CreateDelegate<Action<TRecord, TValue>>();
    private readonly bool _nullable = formatter is INullableFormatter;

    public override int MinBytes => formatter.MinBytes;

    public override void Write(MessagePackWriter writer, TRecord record)
    {
        var value = _get(record);
        if (value is null && !_nullable)
        {
            throw new InvalidOperationException($"{Name} is null and must not be.");
        }

        formatter.Write(writer, value);
    }

    public override void Read(scoped ref MessagePackReader reader, TRecord record)
    {
        var start = reader.Position;
        if (!_nullable && reader.TryReadNil())
        {
            throw new WireFormatException($"{Name} is nil and must not be", start);
        }

        _set(record, formatter.Read(ref reader));
    }
}
