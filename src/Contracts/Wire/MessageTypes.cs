using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using EventCollab.Contracts.Messages;

namespace EventCollab.Contracts.Wire;

/// <summary>Every message that travels, by the name that it has on the wire and in tables.</summary>
public static class MessageTypes
{
    /// <summary>In alphabetical order of their names.</summary>
    public static IReadOnlyList<MessageType> All { get; } =
    [
        new MessageType<CancelCollaboration>("CancelCollaboration"),
        new MessageType<CollaborationEnded>("CollaborationEnded"),
        new MessageType<CollaborationSubmitted>("CollaborationSubmitted"),
        new MessageType<CombineRound>("CombineRound"),
        new MessageType<ContributionReceived>("ContributionReceived"),
        new MessageType<ContributionRefused>("ContributionRefused"),
        new MessageType<ContributionsCollected>("ContributionsCollected"),
        new MessageType<ContributionsScored>("ContributionsScored"),
        new MessageType<CoordinationFailed>("CoordinationFailed"),
        new MessageType<DeadlineReached>("DeadlineReached"),
        new MessageType<OrganizationDeclined>("OrganizationDeclined"),
        new MessageType<OrganizationInvited>("OrganizationInvited"),
        new MessageType<OrganizationJoined>("OrganizationJoined"),
        new MessageType<OrganizationWithdrew>("OrganizationWithdrew"),
        new MessageType<PauseCollaboration>("PauseCollaboration"),
        new MessageType<PayloadPart>("PayloadPart"),
        new MessageType<PlanRound>("PlanRound"),
        new MessageType<ReissueStep>("ReissueStep"),
        new MessageType<ResumeCollaboration>("ResumeCollaboration"),
        new MessageType<RewardIssued>("RewardIssued"),
        new MessageType<RoundCombined>("RoundCombined"),
        new MessageType<RoundOpened>("RoundOpened"),
        new MessageType<RoundPlanned>("RoundPlanned"),
        new MessageType<ScoreRound>("ScoreRound"),
    ];

    private static readonly FrozenDictionary<Type, MessageType> ByType = All.ToFrozenDictionary(message => message.Type);

    private static readonly FrozenDictionary<string, MessageType> ByName =
        All.ToFrozenDictionary(message => message.Name, StringComparer.Ordinal);

    /// <exception cref="ArgumentException">The type is no message.</exception>
    public static MessageType Of(Type type) =>
        TryGet(type, out var found) ? found : throw new ArgumentException($"{type} is not a message of the contracts.", nameof(type));

    /// <exception cref="ArgumentException">No message has this name.</exception>
    public static MessageType Of(string name) =>
        TryGet(name, out var found) ? found : throw new ArgumentException($"There is no message '{name}'.", nameof(name));

    public static bool TryGet(Type type, [NotNullWhen(true)] out MessageType? found) => ByType.TryGetValue(type, out found);

    public static bool TryGet(string name, [NotNullWhen(true)] out MessageType? found) => ByName.TryGetValue(name, out found);
}
