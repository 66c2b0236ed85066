using EventCollab.EndToEnd.Processes;
using EventCollab.Testing;

[assembly: AssemblyFixture(typeof(ConsortiumFixture))]

namespace EventCollab.EndToEnd.Processes;

/// <summary>One consortium on a broker of its own for all tests that kill: what one has killed is running again for the next.</summary>
public sealed class ConsortiumFixture : IAsyncDisposable
{
    private readonly TestTable _table = TestTable.Write("wine");
    private Consortium? _consortium;

    internal TestTable Table => _table;

    internal RabbitMqServer Broker { get; private set; } = null!;

    internal async Task<Consortium> RunningAsync()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        Broker ??= await RabbitMqServer.StartAsync(cancellationToken);
        if (Broker.ProcessId is null)
        {
            await Broker.StartAgainAsync(cancellationToken);
        }

        _consortium ??= await Consortium.StartAsync(Broker.Address, _table);
        await _consortium.StartDeadAsync();
        return _consortium;
    }

    public async ValueTask DisposeAsync()
    {
        if (_consortium is not null)
        {
            await _consortium.DisposeAsync();
        }

        if (Broker is not null)
        {
            await Broker.DisposeAsync();
        }

        _table.Dispose();
    }
}
