using EventCollab.Messaging.Transport;

namespace EventCollab.Messaging.Tests.Transport;

public sealed class QueueArgumentsTests
{
    [Fact]
    public void Error_queues_drop_their_oldest_beyond_256_MiB_and_queues_of_work_drop_nothing()
    {
        var errors = QueueArguments.OfErrors();
        (errors["x-max-length-bytes"], errors["x-overflow"]).ShouldBe((268_435_456L, "drop-head"));
        QueueArguments.OfEndpoint("hub", singleActiveConsumer: true).Keys.ShouldBe(
            ["x-queue-type", "x-delivery-limit", "x-dead-letter-exchange", "x-single-active-consumer"], ignoreOrder: true);
    }
}
