using System.Text.Json;

namespace EventCollab.Messaging.Persistence;

/// <summary>JSON settings that know our ids and hashes, for saga bodies and HTTP.</summary>
public static class ContractJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web);
}
