using System.Text.Json;
using System.Text.Json.Serialization;
using EventCollab.Messaging.Persistence;
using EventCollab.Orchestrator.Records;

namespace EventCollab.Orchestrator.Saga;

/// <summary>How the saga's row and the rows beside it are written.</summary>
[JsonSerializable(typeof(CollaborationState))]
[JsonSerializable(typeof(PlanRow))]
[JsonSerializable(typeof(StepRow))]
internal sealed partial class OrchestratorJson : JsonSerializerContext
{
    /// <summary>With the forms of our ids and hashes.</summary>
    public static OrchestratorJson Contracts { get; } = new(new JsonSerializerOptions(ContractJson.Options));
}
