namespace EventCollab.Architecture.Tests;

/// <summary>The arrows between the rooms, in the project files and in what the compiler made of them.</summary>
public sealed class DependencyTests
{
    public static TheoryData<string> AllRooms => [.. Rooms.MayUse.Keys];

    public static TheoryData<string> Libraries => [.. Rooms.MayUse.Keys.Where(room => room != Rooms.Cli)];

    [Fact]
    public void Every_project_of_src_is_a_room_with_known_dependencies() =>
        Directory.GetFiles(Rooms.Source, "*.csproj", SearchOption.AllDirectories)
            .Select(Path.GetFileNameWithoutExtension)
            .Order(StringComparer.Ordinal)
            .ShouldBe(Rooms.MayUse.Keys);

    [Theory]
    [MemberData(nameof(AllRooms))]
    public void A_project_refers_only_to_rooms_that_it_may_use(string room) =>
        Rooms.ProjectReferences(room).Except(Rooms.MayUse[room]).ShouldBeEmpty();

    /// <summary>References of references are open to the compiler; this is what the code really uses.</summary>
    [Theory]
    [MemberData(nameof(Libraries))]
    public void The_code_of_a_room_uses_only_rooms_that_it_may_use(string room) =>
        new CompiledRoom(room).Rooms.Except(Rooms.MayUse[room]).ShouldBeEmpty();

    [Fact]
    public void No_room_uses_itself_through_others() =>
        Rooms.MayUse.Keys.ShouldAllBe(room => !Reachable(room).Contains(room));

    [Theory]
    [MemberData(nameof(AllRooms))]
    public void The_bus_enters_the_house_through_messaging_alone(string room)
    {
        if (room != "Messaging")
        {
            Rooms.PackageReferences(room).ShouldAllBe(package => !IsBus(package));
        }
    }

    /// <summary>Handlers and the saga live in the services; what they share, the science and the contracts never see the bus.</summary>
    [Theory]
    [InlineData("Contracts")]
    [InlineData("Hosting")]
    [InlineData("Learning")]
    [InlineData("Torch")]
    public void Rooms_below_the_services_do_not_mention_the_bus(string room) =>
        new CompiledRoom(room).Assemblies.ShouldAllBe(assembly => !IsBus(assembly));

    /// <summary>
    /// What a handler sends goes through its unit of work; a message sent past it would leave although the transaction
    /// fails. A call of <c>context.Publish</c> or <c>context.Send</c> mentions one of these types.
    /// </summary>
    [Theory]
    [InlineData("Orchestrator")]
    [InlineData("OrgAgent")]
    [InlineData("Rewards")]
    public void Services_send_nothing_past_the_outbox(string room)
    {
        string[] senders = ["IBus", "IBusControl", "IPublishEndpoint", "ISendEndpoint", "ISendEndpointProvider"];
        var mentioned = new CompiledRoom(room);

        mentioned.Types.Intersect(senders.Select(name => $"MassTransit.{name}")).ShouldBeEmpty();
        mentioned.Assemblies.ShouldAllBe(assembly => !assembly.Contains("Rabbit", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("OrgAgent")]
    [InlineData("Rewards")]
    public void Only_the_orchestrator_has_a_saga(string room) =>
        new CompiledRoom(room).Types
            .Where(type => type.StartsWith("MassTransit.", StringComparison.Ordinal))
            .Where(type => type.Contains("Saga", StringComparison.Ordinal) || type.Contains("StateMachine", StringComparison.Ordinal))
            .ShouldBeEmpty();

    /// <summary>Guards the tests of this class against reading nothing and finding nothing.</summary>
    [Fact]
    public void What_the_compiler_recorded_is_found()
    {
        var messaging = new CompiledRoom("Messaging");
        messaging.Rooms.ShouldBe(["Contracts"]);
        messaging.Assemblies.ShouldContain(assembly => IsBus(assembly));
        messaging.Types.ShouldContain("EventCollab.Contracts.PayloadDescriptor");
    }

    [Fact]
    public void Contracts_and_their_codec_need_nothing_but_the_framework()
    {
        Rooms.PackageReferences("Contracts").ShouldBeEmpty();
        new CompiledRoom("Contracts").Assemblies.ShouldAllBe(assembly => assembly.StartsWith("System.", StringComparison.Ordinal));
    }

    /// <summary>The science knows no bus, no network, no database and no clock of the host.</summary>
    [Theory]
    [InlineData("Learning")]
    [InlineData("Torch")]
    public void The_science_mentions_no_network_and_no_database(string room)
    {
        string[] foreign =
        [
            "System.Net", "System.Data", "Microsoft.Data", "Microsoft.AspNetCore", "Microsoft.Extensions", "Dapper", "Npgsql",
        ];

        new CompiledRoom(room).Types
            .ShouldAllBe(type => !foreign.Any(name => type.StartsWith($"{name}.", StringComparison.Ordinal)));
    }

    private static bool IsBus(string name) =>
        name.StartsWith("MassTransit", StringComparison.Ordinal) || name.StartsWith("RabbitMQ", StringComparison.Ordinal);

    private static HashSet<string> Reachable(string room)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(Rooms.MayUse[room]);
        while (open.TryPop(out var next))
        {
            if (found.Add(next))
            {
                foreach (var further in Rooms.MayUse[next])
                {
                    open.Push(further);
                }
            }
        }

        return found;
    }
}
