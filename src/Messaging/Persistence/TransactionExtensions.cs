using MassTransit;

namespace EventCollab.Messaging.Persistence;

/// <summary>Puts an endpoint's messages into transactions.</summary>
public static class TransactionExtensions
{
    /// <summary>
    /// Every message of the endpoint is handled in one <see cref="UnitOfWork"/>, reached by
    /// <c>context.GetPayload&lt;UnitOfWork&gt;()</c>: repeated on conflicts, committed when the handler succeeds, ignored
    /// when it was handled before.
    /// </summary>
    public static void UseTransaction(this IReceiveEndpointConfigurator endpoint, SqlStore store) => throw new NotImplementedException();
}
