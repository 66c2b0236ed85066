using MassTransit;
using MassTransit.Context;
using MassTransit.Saga;

namespace EventCollab.Messaging.Persistence;

/// <summary>What MassTransit's saga pipeline asks of a repository, for one message. The transaction filter commits.</summary>
internal sealed class SqlSagaContext<TSaga, TMessage>(
    UnitOfWork work,
    SagaTable<TSaga> table,
    SagaConsumeContextFactory<UnitOfWork, TSaga> contexts,
    ConsumeContext<TMessage> context)
    : ConsumeContextScope<TMessage>(context), SagaRepositoryContext<TSaga, TMessage>
    where TSaga : class, SagaStateMachineInstance, ISagaVersion
    where TMessage : class
{
    private readonly ConsumeContext<TMessage> _context = context;

    public Task<SagaConsumeContext<TSaga, TMessage>> Add(TSaga instance) =>
        contexts.CreateSagaConsumeContext(work, _context, instance, SagaConsumeContextMode.Add);

    public async Task<SagaConsumeContext<TSaga, TMessage>> Insert(TSaga instance) => table.Insert(work, instance)
        ? await contexts.CreateSagaConsumeContext(work, _context, instance, SagaConsumeContextMode.Insert)
        : null!;

    public async Task<SagaConsumeContext<TSaga, TMessage>> Load(Guid correlationId) => table.Load(work, correlationId) is { } instance
        ? await contexts.CreateSagaConsumeContext(work, _context, instance, SagaConsumeContextMode.Load)
        : null!;

    public Task Save(SagaConsumeContext<TSaga> context) => table.Insert(work, context.Saga)
        ? Task.CompletedTask
        : throw SagaTable<TSaga>.Conflict(context.Saga.CorrelationId);

    public Task Update(SagaConsumeContext<TSaga> context)
    {
        table.Update(work, context.Saga);
        return Task.CompletedTask;
    }

    public Task Delete(SagaConsumeContext<TSaga> context)
    {
        table.Delete(work, context.Saga);
        return Task.CompletedTask;
    }

    public Task Discard(SagaConsumeContext<TSaga> context) => Task.CompletedTask;

    public Task Undo(SagaConsumeContext<TSaga> context) => Task.CompletedTask;

    public Task<SagaConsumeContext<TSaga, T>> CreateSagaConsumeContext<T>(
        ConsumeContext<T> consumeContext, TSaga instance, SagaConsumeContextMode mode)
        where T : class => contexts.CreateSagaConsumeContext(work, consumeContext, instance, mode);
}
