using System.Reflection;
using EventCollab.Messaging.Transport;
using MassTransit;

namespace EventCollab.Messaging.Tests.Transport;

public sealed class MessageSenderTests
{
    [Fact]
    public async Task A_destination_that_could_not_be_resolved_once_is_asked_for_again()
    {
        var bus = DispatchProxy.Create<IBus, FailingOnce>();
        using var sender = new MessageSender(bus, new TransportOptions(), null, TimeProvider.System);
        Task SendAsync() => sender.SendAsync("hub", Examples.Deadline(1), Guid.NewGuid(), null, [], TestContext.Current.CancellationToken);

        await Should.ThrowAsync<InvalidOperationException>(SendAsync);
        await SendAsync();

        ((FailingOnce)(object)bus).Asked.ShouldBe(2);
    }

#pragma warning disable CA1852, CA1812 // The proxy derives from it.
    private class FailingOnce : DispatchProxy
    {
        public int Asked { get; private set; }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => ++Asked == 1
            ? Task.FromException<ISendEndpoint>(new InvalidOperationException("Not now."))
            : Task.FromResult(Create<ISendEndpoint, Swallowing>());
    }

    private class Swallowing : DispatchProxy
    {
        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => Task.CompletedTask;
    }
#pragma warning restore CA1852, CA1812
}
