using System.Globalization;
using System.Runtime.Serialization;
using EventCollab.Contracts.Wire;
using MassTransit;
using MassTransit.Serialization;

namespace EventCollab.Messaging.Serialization;

/// <summary>Headers of messages as a map of texts, numbers and truth values; anything else travels as text.</summary>
internal static class EnvelopeHeaders
{
    public static IReadOnlyList<KeyValuePair<string, object>> ToWrite(Headers headers)
    {
        List<KeyValuePair<string, object>>? found = null;
        foreach (var header in headers.GetAll())
        {
            if (header.Value is not null)
            {
                (found ??= []).Add(header);
            }
        }

        return found ?? (IReadOnlyList<KeyValuePair<string, object>>)[];
    }

    public static void Write(MessagePackWriter writer, IReadOnlyList<KeyValuePair<string, object>> headers)
    {
        writer.WriteMapHeader(headers.Count);
        foreach (var (name, value) in headers)
        {
            writer.Write(name);
            switch (value)
            {
                case bool truth:
                    writer.Write(truth);
                    break;
                case int number:
                    writer.Write((long)number);
                    break;
                case long number:
                    writer.Write(number);
                    break;
                case double number:
                    writer.Write(number);
                    break;
                default:
                    writer.Write(Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty);
                    break;
            }
        }
    }

    public static Headers Read(scoped ref MessagePackReader reader, int maxCount)
    {
        var count = reader.ReadMapHeader();
        if (count > maxCount)
        {
            throw new SerializationException($"{count} headers are too many.");
        }

        var values = new Dictionary<string, object>(count, StringComparer.OrdinalIgnoreCase);
        for (; count > 0; count--)
        {
            var name = reader.ReadString();
            values[name] = ReadValue(ref reader);
        }

        return new ReadOnlyDictionaryHeaders(SystemTextJsonMessageSerializer.Instance, values);
    }

    private static object ReadValue(scoped ref MessagePackReader reader) => reader.Peek() switch
    {
        MessagePackKind.Boolean => reader.ReadBoolean(),
        MessagePackKind.Integer => reader.ReadInt64(),
        MessagePackKind.Float => reader.ReadDouble(),
        _ => reader.ReadString(),
    };
}
