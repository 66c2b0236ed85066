namespace EventCollab.Messaging.Transport;

/// <summary>
/// The arguments of every queue, in one place: whoever declares a queue with others is refused by the broker, and both
/// its owner and those who send to it declare it, because either may start first. Change an argument only together
/// with the queue's name.
/// </summary>
internal static class QueueArguments
{
    public const string ErrorSuffix = "_error";
    public const string SkippedSuffix = "_skipped";

    /// <summary>Arguments that an endpoint's queue has and its error queue must not inherit.</summary>
    public static readonly string[] OfEndpointsOnly = [DeliveryLimit, DeadLetterExchange, SingleActiveConsumer];

    private const string Quorum = "quorum";
    private const string MaxLengthBytes = "x-max-length-bytes";
    private const string Overflow = "x-overflow";
    private const long MaxErrorBytes = 256L << 20;
    private const string QueueType = "x-queue-type";
    private const string DeliveryLimit = "x-delivery-limit";
    private const string DeadLetterExchange = "x-dead-letter-exchange";
    private const string SingleActiveConsumer = "x-single-active-consumer";

    /// <summary>A message whose handling kills the process so often goes to the error queue instead of coming for ever.</summary>
    private const int MaxDeliveries = 10;

    public static Dictionary<string, object?> OfEndpoint(string queue, bool singleActiveConsumer)
    {
        var arguments = new Dictionary<string, object?> { [QueueType] = Quorum };
        arguments[DeliveryLimit] = MaxDeliveries;
        arguments[DeadLetterExchange] = queue + ErrorSuffix;
        if (singleActiveConsumer)
        {
            arguments[SingleActiveConsumer] = true;
        }

        return arguments;
    }

    /// <summary>The oldest go first: what hostile senders park here must not fill the broker's disk.</summary>
    public static Dictionary<string, object?> OfErrors() => new()
    {
        [QueueType] = Quorum,
        [MaxLengthBytes] = MaxErrorBytes,
        [Overflow] = "drop-head",
    };
}
