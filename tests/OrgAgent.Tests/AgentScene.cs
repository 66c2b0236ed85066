using EventCollab.Contracts;
using EventCollab.Contracts.Messages;
using EventCollab.Hosting;
using EventCollab.Learning;
using EventCollab.Messaging;
using EventCollab.Testing;

namespace EventCollab.OrgAgent.Tests;

/// <summary>One agent in a folder that outlives it, a bus that notes what it sends, and the words of a hub.</summary>
internal sealed class AgentScene : IAsyncDisposable
{
    public static readonly OrganizationId Bank = new("bank");
    public static readonly OrganizationId Clinic = new("clinic");
    public static readonly EndpointNames Names = new("t-");

    private readonly TemporaryFolder _folder = new();
    private Agent? _agent;

    public CollaborationId Collaboration { get; } = CollaborationId.New();

    public FakeMethod Method { get; init; } = new();

    public OrganizationId Organization { get; init; } = Clinic;

    public long MaxBroadcastBytes { get; init; } = 1 << 20;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public TrainingPlaces? Places { get; init; }

    public List<AgentProgress> Progress { get; } = [];

    public RecordingSender Sender { get; private set; } = new();

    public Agent Agent => _agent ?? throw new InvalidOperationException("The agent is not open.");

    public string Folder => _folder.Path;

    public string Journal => Path.Combine(Folder, "collaborations", Collaboration.ToString(), "journal");

    public Terms Terms { get; init; } = new()
    {
        Method = "fake",
        Options = "{}",
        Seed = 1,
        Rounds = 3,
        Organizations = [Bank, Clinic],
        Sponsor = Bank,
    };

    public string DepartureText => File.ReadAllText(Path.Combine(Folder, Agent.DepartureFile));

    public string[] PayloadFiles => [.. Directory.GetFiles(Path.Combine(Folder, "payloads")).Select(path => Path.GetFileName(path)!)];

    /// <summary>Opens the agent's folder; nothing runs yet.</summary>
    public Agent Open() => _agent = Agent.Open(new AgentOptions
    {
        Organization = Organization,
        Names = Names,
        Folder = Folder,
        Data = new FakeData(Organization == Bank),
        Methods = new MethodRegistry(Method),
        Durable = false,
        Places = Places,
        Progress = new Listener(Progress),
        MaxBroadcastBytes = MaxBroadcastBytes,
        Time = Time,
        FirstBackOff = TimeSpan.FromMilliseconds(1),
        MaxBackOff = TimeSpan.FromMilliseconds(5),
    });

    /// <summary>Opens and starts the agent on a new bus.</summary>
    public async Task StartAsync()
    {
        Open();
        Sender = new RecordingSender();
        await Agent.StartAsync(Sender, CancellationToken.None);
    }

    /// <summary>The process is gone; the folder stays.</summary>
    public async Task KillAsync()
    {
        await Agent.DisposeAsync();
        _agent = null;
    }

    public async Task RestartAsync()
    {
        await KillAsync();
        await StartAsync();
    }

    public async Task StartJoinedAsync()
    {
        await StartAsync();
        await InviteAsync(Terms);
        await Sender.NextAsync<OrganizationJoined>();
    }

    public Task InviteAsync(Terms terms) =>
        Agent.Intake.OnInvitedAsync(new OrganizationInvited { Collaboration = Collaboration, Terms = terms }, CancellationToken.None);

    public Task DeliverAsync(RoundOpened opened) => Agent.Intake.OnOpenedAsync(opened, CancellationToken.None);

    /// <summary>A task with its broadcast inline.</summary>
    public RoundOpened Opened(int round, double broadcast = 10, CollaborationId? collaboration = null)
    {
        var (descriptor, bytes) = TensorPayload.Encode(Method.Vector("residual", broadcast));
        return new RoundOpened
        {
            Collaboration = collaboration ?? Collaboration,
            Round = round,
            Step = 0,
            Organization = Organization,
            Payload = new Payload { Descriptor = descriptor, Inline = bytes },
            Expected = [TensorPayload.Describe(new TensorSpec("fit", Learning.ElementType.Float64, [Method.Length]))],
        };
    }

    public static double Value(RecordingSender.Sent sent) => BitConverter.ToDouble(sent.Bytes);

    public async ValueTask DisposeAsync()
    {
        if (_agent is not null)
        {
            await KillAsync();
        }

        _folder.Dispose();
    }

    private sealed class Listener(List<AgentProgress> progress) : IProgress<AgentProgress>
    {
        public void Report(AgentProgress value) => progress.Add(value);
    }
}
