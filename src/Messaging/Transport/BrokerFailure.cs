using System.Security.Authentication;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace EventCollab.Messaging.Transport;

/// <summary>Says in one line what is wrong with a broker, where, and what to do.</summary>
internal static class BrokerFailure
{
    private const ushort AccessRefused = 403;
    private const ushort NotFound = 404;
    private const ushort PreconditionFailed = 406;
    private const ushort NotAllowed = 530;

    public static TransportException Explain(Exception failure, BrokerAddress address)
    {
        foreach (var cause in CausesOf(failure))
        {
            if (OneLine(cause, address) is { } text)
            {
                return new TransportException(text, failure);
            }
        }

        return new TransportException($"No broker answers at {address}: start it, or check the address.", failure);
    }

    private static string? OneLine(Exception cause, BrokerAddress address) => cause switch
    {
        AuthenticationFailureException or PossibleAuthenticationFailureException =>
            $"The broker at {address} refuses user '{address.User}': check the user's name and password in the address.",
        AuthenticationException => $"The broker at {address} does not prove who it is ({cause.Message}): check the TLS settings.",
        OperationInterruptedException { ShutdownReason: { } reason } => OneLine(reason, address),
        _ => null,
    };

    private static string? OneLine(ShutdownEventArgs reason, BrokerAddress address) => reason.ReplyCode switch
    {
        NotAllowed or NotFound when reason.ReplyText.Contains("vhost", StringComparison.Ordinal) =>
            $"The broker at {address} has no virtual host '{address.VirtualHost}' for user '{address.User}': create it or change the address.",
        AccessRefused => $"The broker at {address} does not allow user '{address.User}' this: {reason.ReplyText}",
        PreconditionFailed => $"A queue at {address} was made with other settings: delete it or use another prefix. {reason.ReplyText}",
        _ => null,
    };

    private static IEnumerable<Exception> CausesOf(Exception failure)
    {
        yield return failure;
        IEnumerable<Exception> inner = failure is AggregateException many
            ? many.InnerExceptions
            : failure.InnerException is { } one ? [one] : [];
        foreach (var cause in inner.SelectMany(CausesOf))
        {
            yield return cause;
        }
    }
}
