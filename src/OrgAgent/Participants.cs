using EventCollab.Contracts;
using EventCollab.Hosting;
using EventCollab.Hosting.Journal;
using EventCollab.Learning;

namespace EventCollab.OrgAgent;

/// <summary>The participants of running collaborations, made on first use. Used on the work thread alone: they may hold native tensors.</summary>
internal sealed class Participants(AgentOptions options, WorkJournal journal) : IDisposable
{
    private const string ModelsFolder = "models";

    private readonly Dictionary<CollaborationId, IParticipant> _participants = [];

    /// <exception cref="MethodException">The terms or the organization's data do not suit the method.</exception>
    public IParticipant Of(CollaborationId collaboration, Terms terms)
    {
        if (!_participants.TryGetValue(collaboration, out var participant))
        {
            var (method, setup) = options.Methods.Resolve(terms);
            var models = new FileModelStore(Path.Combine(journal.FolderOf(Continued(method, setup) ?? collaboration), ModelsFolder), options.Durable);
            participant = method.CreateParticipant(setup, new OrganizationContext
            {
                Organization = options.Organization.Value,
                Data = options.Data,
                Models = models,
                Compute = options.Compute,
                LocalModel = options.LocalModel,
            });
            _participants.Add(collaboration, participant);
        }

        return participant;
    }

    /// <summary>The collaboration that this one continues, with the models that the organization kept of it; null where none. Only a parsed id becomes a path.</summary>
    /// <exception cref="MethodException">The terms name something else than a collaboration.</exception>
    public static CollaborationId? Continued(IMethod method, CollaborationSetup setup) => method.Continues(setup) switch
    {
        null => null,
        var past when CollaborationId.TryParse(past.Collaboration, out var id) => id,
        _ => throw new MethodException("The terms name a collaboration to continue that is no collaboration's id."),
    };

    /// <summary>After an end, or after a failure that may have left a participant half-way.</summary>
    public void Drop(CollaborationId collaboration)
    {
        if (_participants.Remove(collaboration, out var participant))
        {
            participant.Dispose();
        }
    }

    public void Dispose()
    {
        foreach (var collaboration in _participants.Keys.ToList())
        {
            Drop(collaboration);
        }
    }
}
