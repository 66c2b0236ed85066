using System.Linq.Expressions;

namespace EventCollab.Contracts.Wire;

/// <summary>
/// Contracts travel as arrays, one element for each position. A reader passes over elements that it does not know and
/// leaves fields that are not there at their default, so both ends can be of different age.
/// </summary>
internal sealed class RecordFormatter<T> : Formatter<T>
    where T : class
{
    private readonly RecordField<T>?[] _fields;
    private readonly Func<T> _create;
    private readonly int _requiredLength;

    /// <param name="fields">Fields by position; null where a position is no longer used.</param>
    public RecordFormatter(RecordField<T>?[] fields)
    {
        _fields = fields;

        // An expression, because the constraint new() is not open to records with required members.
        _create = Expression.Lambda<Func<T>>(Expression.New(typeof(T))).Compile();
        _requiredLength = Array.FindLastIndex(fields, field => field is { Required: true }) + 1;
        MinBytes = 1 + fields.Take(_requiredLength).Sum(field => field?.MinBytes ?? 1);
    }

    public override int MinBytes { get; }

    public override void Write(MessagePackWriter writer, T value)
    {
        writer.WriteArrayHeader(_fields.Length);
        foreach (var field in _fields)
        {
            if (field is null)
            {
                writer.WriteNil();
            }
            else
            {
                field.Write(writer, value);
            }
        }
    }

    public override T Read(scoped ref MessagePackReader reader)
    {
        var start = reader.Position;
        var count = reader.ReadArrayHeader();
        if (count < _requiredLength)
        {
            var missing = Array.Find(_fields[count..], field => field is { Required: true });
            throw new WireFormatException($"{missing!.Name} is missing", start);
        }

        reader.Enter();
        var record = _create();
        for (var i = 0; i < count; i++)
        {
            if (i < _fields.Length && _fields[i] is { } field)
            {
                field.Read(ref reader, record);
            }
            else
            {
                reader.Skip();
            }
        }

        reader.Leave();
        return record;
    }
}
