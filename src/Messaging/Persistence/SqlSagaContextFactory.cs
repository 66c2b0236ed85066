using MassTransit;
using MassTransit.Saga;

namespace EventCollab.Messaging.Persistence;

/// <summary>Gives MassTransit's saga pipeline our table, inside the unit of work that the transaction filter has begun.</summary>
internal sealed class SqlSagaContextFactory<TSaga>(SagaTable<TSaga> table) : ISagaRepositoryContextFactory<TSaga>
    where TSaga : class, SagaStateMachineInstance, ISagaVersion
{
    private readonly SagaConsumeContextFactory<UnitOfWork, TSaga> _contexts = new();

    public void Probe(ProbeContext context) => context.Add("persistence", "sql");

    public Task Send<T>(ConsumeContext<T> context, IPipe<SagaRepositoryContext<TSaga, T>> next)
        where T : class =>
        context.TryGetPayload<UnitOfWork>(out var work)
            ? next.Send(new SqlSagaContext<TSaga, T>(work, table, _contexts, context))
            : throw new InvalidOperationException($"The endpoint of saga {typeof(TSaga).Name} has no transaction: call UseTransaction first.");

    public Task SendQuery<T>(ConsumeContext<T> context, ISagaQuery<TSaga> query, IPipe<SagaRepositoryQueryContext<TSaga, T>> next)
        where T : class => throw new NotSupportedException("Sagas are found by id only: correlate every event with CorrelateById.");
}
