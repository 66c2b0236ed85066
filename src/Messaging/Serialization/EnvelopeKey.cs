namespace EventCollab.Messaging.Serialization;

/// <summary>Keys of the header's map. They are for ever: a removed one is never used again.</summary>
internal enum EnvelopeKey
{
    Types = 0,
    MessageId = 1,
    SentTime = 2,
    ConversationId = 3,
    CorrelationId = 4,
    InitiatorId = 5,
    RequestId = 6,
    ResponseAddress = 7,
    FaultAddress = 8,
    DestinationAddress = 9,
    Expiration = 10,
    Headers = 11,
    Json = 12,
}
