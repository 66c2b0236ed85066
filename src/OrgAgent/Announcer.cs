using System.Collections.Concurrent;
using System.Threading.Channels;
using EventCollab.Contracts;
using EventCollab.Contracts.Messages;
using EventCollab.Contracts.Wire;
using EventCollab.Hosting;
using EventCollab.Hosting.Journal;
using EventCollab.Messaging.Payloads;
using EventCollab.Messaging.Transport;
using Microsoft.Extensions.Logging;

namespace EventCollab.OrgAgent;

/// <summary>
/// Sends finished answers from the journal until the broker has them. An answer is on disk before it comes here, is
/// told to the log of what leaves before it is sent, and has the same message id and the same bytes whenever it is sent.
/// </summary>
internal sealed class Announcer(AgentOptions options, AgentJournal journal, IPayloadStore payloads, DepartureLog departures, ILogger logger)
{
    private readonly Channel<WorkKey> _queue = Channel.CreateUnbounded<WorkKey>(new UnboundedChannelOptions { SingleReader = true });
    private readonly ConcurrentDictionary<WorkKey, TaskCompletionSource> _awaited = new();
    private readonly BackOff _backOff = new(options.FirstBackOff, options.MaxBackOff, options.Time);

    public void Enqueue(WorkKey key) => _queue.Writer.TryWrite(key);

    /// <summary>Completes when the broker has the answer.</summary>
    public Task AnnounceAsync(WorkKey key, CancellationToken cancellationToken)
    {
        var announced = _awaited.GetOrAdd(key, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        Enqueue(key);
        return announced.Task.WaitAsync(cancellationToken);
    }

    /// <param name="sender">The bus.</param>
    /// <param name="redo">Called where an answer's payload is gone, so that the work must be done again.</param>
    /// <param name="cancellationToken">Ends the loop; what is not announced stays in the journal.</param>
    public async Task RunAsync(IMessageSender sender, Action<WorkKey> redo, CancellationToken cancellationToken)
    {
        await foreach (var key in _queue.Reader.ReadAllAsync(cancellationToken))
        {
            try
            {
                if (journal.Work.Find(key) is { Result: { } answer })
                {
                    departures.Write(answer);
                    await SendAsync(sender, answer, cancellationToken);
                    journal.Work.MarkAnnounced(key);
                }

                _backOff.Reset();
                if (_awaited.TryRemove(key, out var announced))
                {
                    announced.SetResult();
                }
            }
            catch (PayloadException exception)
            {
                AgentLog.PayloadLost(logger, exception.Message);
                redo(key);
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                AgentLog.NotAnnounced(logger, key.Kind.ToString(), key.Collaboration, _backOff.Next, FailureText.OneLine(exception));
                await _backOff.WaitAsync(cancellationToken);

                // At the end of the queue: one answer that cannot go must not hold up the others.
                Enqueue(key);
            }
        }
    }

    private Task SendAsync(IMessageSender sender, ICollaborationMessage answer, CancellationToken cancellationToken) => answer switch
    {
        ContributionReceived reply => SendAsync(sender, options.Names.HubIntake, reply, reply.Round, reply.Step, cancellationToken),
        RoundPlanned planned => SendAsync(sender, options.Names.HubIntake, planned, planned.Round, planned.Step, cancellationToken),
        RoundCombined combined => SendAsync(sender, options.Names.Hub, combined, combined.Round, combined.Step, cancellationToken, $":{combined.State.Hash}"),
        CoordinationFailed failed => SendAsync(sender, options.Names.Hub, failed, failed.Round, failed.Step, cancellationToken),
        OrganizationJoined joined => SendAsync(sender, options.Names.Hub, joined, 0, 0, cancellationToken),
        OrganizationDeclined declined => SendAsync(sender, options.Names.Hub, declined, 0, 0, cancellationToken),
        OrganizationWithdrew withdrew => SendAsync(sender, options.Names.Hub, withdrew, 0, 0, cancellationToken),
        _ => throw new ArgumentException($"An agent does not send {answer.GetType().Name}.", nameof(answer)),
    };

    /// <param name="content">Joins the message id, so that nobody can have an answer taken for a copy before it is known.</param>
    private Task SendAsync<T>(
        IMessageSender sender, string destination, T answer, int round, int step, CancellationToken cancellationToken, string content = "")
        where T : class, ICollaborationMessage
    {
        var key = new ContributionKey(answer.Collaboration, round, step, options.Organization);
        var id = key.MessageId(MessageTypes.Of(typeof(T)).Name + content);
        return sender.SendAsync(destination, answer, id, payloads, [], cancellationToken);
    }
}
