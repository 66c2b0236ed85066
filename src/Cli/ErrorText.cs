using System.Data.Common;
using EventCollab.Learning;
using EventCollab.Learning.Data;
using EventCollab.Messaging.Payloads;
using EventCollab.Messaging.Persistence;
using EventCollab.Messaging.Transport;
using EventCollab.Orchestrator;
using EventCollab.Torch;

namespace EventCollab.Cli;

/// <summary>What a person reads of a failure: one line, never a stack trace.</summary>
internal static class ErrorText
{
    public static string Of(Exception exception) => Innermost(exception) switch
    {
        OperationCanceledException => "cancelled.",
        CliException or DataException or MethodException or TransportException or StoreException or PayloadException
            or TorchUnavailableException or DeviceUnavailableException or HubException => OneLine(Innermost(exception).Message),
        IOException or UnauthorizedAccessException => OneLine(Innermost(exception).Message),
        DbException => $"a store cannot be written, perhaps because its disk is full: {OneLine(Innermost(exception).Message)}",
        DllNotFoundException => $"a native library is missing ({OneLine(Innermost(exception).Message)}); 'infra/setup.sh demo' installs what is needed.",
        var other => $"unexpected {other.GetType().Name}: {OneLine(other.Message)} (EVENTCOLLAB_DEBUG=1 shows where)",
    };

    public static string OneLine(string text) =>
        string.Join(' ', text.Split((char[])['\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    /// <summary>Wrappers of the runtime say nothing; what they wrap does.</summary>
    private static Exception Innermost(Exception exception) => exception switch
    {
        AggregateException { InnerExceptions.Count: > 0 } many => Innermost(many.InnerExceptions[0]),
        TypeInitializationException { InnerException: { } inner } => Innermost(inner),
        System.Reflection.TargetInvocationException { InnerException: { } inner } => Innermost(inner),
        MethodException { InnerException: TorchUnavailableException inner } => inner,
        MethodException { InnerException: DeviceUnavailableException inner } => inner,
        _ => exception,
    };
}
