using EventCollab.Contracts;
using EventCollab.Messaging.Transport;

namespace EventCollab.Cli.Running;

/// <summary>Names queues after the run, so that two runs on one broker never meet, and has them deleted at its end.</summary>
internal static class RunTransport
{
    public static TransportOptions Scope(TransportOptions transport, CollaborationId run) => transport with
    {
        Prefix = transport.Prefix.Length > 0 ? transport.Prefix : $"run-{run.ToString()[..12]}-",
        Temporary = true,
    };
}
