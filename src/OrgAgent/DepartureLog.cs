using System.Globalization;
using System.Text;
using EventCollab.Contracts;
using EventCollab.Contracts.Messages;
using EventCollab.Hosting;
using Microsoft.Extensions.Logging;

namespace EventCollab.OrgAgent;

/// <summary>
/// Says in plain words what leaves the building, before it leaves: in the log and in a file of its own that a person of
/// the organization can read. Where the line cannot be written, nothing leaves.
/// </summary>
internal sealed class DepartureLog(string path, TimeProvider time, ILogger logger) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly FileStream _file = new(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);

    /// <exception cref="IOException">The line cannot be written.</exception>
    public void Write(ICollaborationMessage message)
    {
        var text = Describe(message);
        AgentLog.Leaves(logger, text);
        var line = string.Create(CultureInfo.InvariantCulture, $"{time.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss.fff'Z'} {text}\n");
        lock (_gate)
        {
            _file.Write(Encoding.UTF8.GetBytes(line));
        }
    }

    public void Dispose() => _file.Dispose();

    internal static string Describe(ICollaborationMessage message) => message switch
    {
        ContributionReceived reply =>
            $"sends contribution of {Step(reply.Round, reply.Step)} for collaboration {reply.Collaboration}: {Content(reply.Payload)}",
        RoundPlanned planned =>
            $"sends broadcast of {Step(planned.Round, planned.Step)} for collaboration {planned.Collaboration} "
            + $"to {string.Join(", ", planned.Plan.Recipients)}: {Content(planned.Payload)}; the coordinator's state and the labels stay here",
        RoundCombined combined =>
            $"sends report of {Step(combined.Round, combined.Step)} for collaboration {combined.Collaboration}: {Numbers(combined.Report)}; "
            + "the coordinator's state and the labels stay here",
        CoordinationFailed failed =>
            $"sends word that {Step(failed.Round, failed.Step)} of collaboration {failed.Collaboration} cannot go on: {failed.Reason}",
        OrganizationJoined joined => $"sends word that {joined.Organization} joins collaboration {joined.Collaboration}: nothing but this",
        OrganizationDeclined declined => $"sends word that {declined.Organization} does not join collaboration {declined.Collaboration}: {declined.Reason}",
        OrganizationWithdrew withdrew => $"sends word that {withdrew.Organization} withdraws from collaboration {withdrew.Collaboration}: {withdrew.Reason}",
        _ => throw new ArgumentException($"An agent does not send {message.GetType().Name}.", nameof(message)),
    };

    private static string Step(int round, int step) => step == 0 ? $"round {round}" : $"round {round} step {step}";

    private static string Content(Payload? payload) => payload is null
        ? "no payload"
        : $"tensors {ShapeText.Of(payload.Descriptor.Tensors)}, {payload.Descriptor.Length} bytes, SHA-256 {payload.Descriptor.Hash}";

    private static string Numbers(RoundReport report)
    {
        var metric = report.MetricName.Length > 0 ? $", {report.MetricName} {report.Metric:G6}" : string.Empty;
        var weights = string.Join(", ", report.Weights.Select(weight => $"{weight.Organization} {weight.Value:G6}"));
        return $"loss {report.LossBefore:G6} to {report.Loss:G6}{metric}, rate {report.Rate:G6}, weights {weights}";
    }
}
