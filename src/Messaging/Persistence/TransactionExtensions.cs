using System.Data.Common;
using MassTransit;

namespace EventCollab.Messaging.Persistence;

/// <summary>Puts an endpoint's messages into transactions.</summary>
public static class TransactionExtensions
{
    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(1),
    ];

    /// <summary>
    /// Every message of the endpoint is handled in one <see cref="UnitOfWork"/>, reached by
    /// <c>context.GetPayload&lt;UnitOfWork&gt;()</c>: repeated on conflicts, committed when the handler succeeds, ignored
    /// when it was handled before unless <paramref name="copies"/> says otherwise. Call it before adding handlers.
    /// </summary>
    public static void UseTransaction(this IReceiveEndpointConfigurator endpoint, SqlStore store, Copies copies = Copies.Ignored)
    {
        // Outside the transaction: a repeated message begins a new one. The newer UseMessageRetry works for each message
        // type inside the filters of the endpoint, which is inside the transaction.
#pragma warning disable CS0618
        endpoint.UseRetry(retry =>
        {
            retry.Handle<ConcurrencyException>();
            retry.Handle<DbException>(store.Dialect.IsTransient);
            retry.Intervals(Pauses);
        });
#pragma warning restore CS0618
        endpoint.UseFilter(new TransactionFilter(store, endpoint.InputAddress.Segments[^1].TrimEnd('/'), copies));
    }
}
