namespace EventCollab.Contracts.Wire;

/// <summary>Lists travel as arrays; no element is ever nil.</summary>
internal sealed class ListFormatter<T>(Formatter<T> element) : Formatter<IReadOnlyList<T>>
{
    public override void Write(MessagePackWriter writer, IReadOnlyList<T> value)
    {
        writer.WriteArrayHeader(value.Count);
        for (var i = 0; i < value.Count; i++)
        {
            element.Write(writer, value[i]);
        }
    }

    public override IReadOnlyList<T> Read(scoped ref MessagePackReader reader)
    {
        var count = reader.ReadArrayHeader(element.MinBytes);
        if (count == 0)
        {
            return [];
        }

        reader.Enter();
        var values = new T[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = element.Read(ref reader);
        }

        reader.Leave();
        return values;
    }
}
