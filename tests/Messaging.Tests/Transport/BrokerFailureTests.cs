using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using EventCollab.Messaging.Transport;
using EventCollab.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventCollab.Messaging.Tests.Transport;

/// <summary>A broker that cannot be used is one line that says what, where and what to do, and soon.</summary>
public sealed class BrokerFailureTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_broker_that_is_not_there()
    {
        var port = RabbitMqServer.FreePorts(1)[0];

        var message = await FailureAsync($"amqp://guest:guest@127.0.0.1:{port}/");

        message.ShouldBe($"No broker answers at 127.0.0.1:{port}: start it, or check the address.");
    }

    [Fact]
    public async Task A_broker_that_accepts_and_says_nothing()
    {
        using var mute = new TcpListener(IPAddress.Loopback, 0);
        mute.Start();
        var started = Stopwatch.StartNew();

        var message = await FailureAsync($"amqp://guest:guest@127.0.0.1:{((IPEndPoint)mute.LocalEndpoint).Port}/", TimeSpan.FromSeconds(2));

        message.ShouldContain("No broker answers");
        started.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(6));
    }

    [Fact]
    public async Task A_refused_password()
    {
        var server = new Uri((await RabbitMqServer.SharedAsync(Token)).Address);

        var message = await FailureAsync($"amqp://guest:wrong@{server.Authority.Split('@')[^1]}/");

        message.ShouldContain("refuses user 'guest'");
        message.ShouldNotContain("wrong");
    }

    [Fact]
    public async Task A_virtual_host_that_does_not_exist()
    {
        var server = new Uri((await RabbitMqServer.SharedAsync(Token)).Address);

        (await FailureAsync($"amqp://guest:guest@{server.Authority.Split('@')[^1]}/nowhere")).ShouldContain("no virtual host 'nowhere'");
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("http://guest:secret@localhost/")]
    [InlineData("")]
    public async Task Something_that_is_no_address(string address)
    {
        var message = await FailureAsync(address);

        message.ShouldContain("is not understood");
        message.ShouldNotContain("secret");
    }

    [Fact]
    public async Task A_broker_without_TLS_that_is_asked_for_it()
    {
        var server = new Uri((await RabbitMqServer.SharedAsync(Token)).Address);

        (await FailureAsync($"amqps://guest:guest@127.0.0.1:{server.Port}/", TimeSpan.FromSeconds(5))).ShouldNotBeEmpty();
    }

    private static async Task<string> FailureAsync(string address, TimeSpan? timeout = null)
    {
        var options = new TransportOptions { Address = address, ConnectTimeout = timeout ?? TimeSpan.FromSeconds(10) };
        var failure = await Should.ThrowAsync<TransportException>(() =>
            ServiceHost.StartAsync(options, [], NullLoggerFactory.Instance, TimeProvider.System, Token));
        failure.Message.ShouldNotContain('\n');
        return failure.Message;
    }
}
