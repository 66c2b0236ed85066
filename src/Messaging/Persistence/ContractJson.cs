using System.Text.Json;
using System.Text.Json.Serialization;
using EventCollab.Contracts;

namespace EventCollab.Messaging.Persistence;

/// <summary>JSON settings that know our ids and hashes as texts, for saga bodies and HTTP.</summary>
public static class ContractJson
{
    /// <summary>Converters to put into the options of a <see cref="JsonSerializerContext"/>.</summary>
    public static IReadOnlyList<JsonConverter> Converters { get; } =
    [
        new TextConverter<CollaborationId>(CollaborationId.TryParse),
        new TextConverter<OrganizationId>(OrganizationId.TryParse),
        new TextConverter<ContentHash>(ContentHash.TryParse),
        new JsonStringEnumConverter(JsonNamingPolicy.CamelCase),
    ];

    public static JsonSerializerOptions Options { get; } = Create();

    private delegate bool Parser<T>(string? text, out T value);

    private static JsonSerializerOptions Create()
    {
        // A diverged training reports a loss that is no number: a row that could not be written would stop its collaboration for ever.
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            NumberHandling = JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.AllowNamedFloatingPointLiterals,
        };
        foreach (var converter in Converters)
        {
            options.Converters.Add(converter);
        }

        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    private sealed class TextConverter<T>(Parser<T> parse) : JsonConverter<T>
        where T : struct
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            parse(reader.GetString(), out var value) ? value : throw new JsonException($"Not a {typeof(T).Name}.");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());

        public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Read(ref reader, typeToConvert, options);

        public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WritePropertyName(value.ToString() ?? string.Empty);
    }
}
