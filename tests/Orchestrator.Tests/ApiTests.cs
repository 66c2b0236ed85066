using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using EventCollab.Contracts;
using EventCollab.Orchestrator.Api;
using EventCollab.Orchestrator.Tests.Scene;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventCollab.Orchestrator.Tests;

public sealed class ApiTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_collaboration_is_submitted_watched_and_listed_over_http()
    {
        await using var scene = await HubScene.StartAsync();
        await using var server = await ServeAsync(scene);
        using var client = Client(scene, server);
        var submitted = await client.SubmitAsync(new SubmitRequest { Id = scene.Id, Terms = scene.Terms() }, Cancellation);
        submitted.Id.ShouldBe(scene.Id);
        var states = new List<string>();
        ContentHash? hash = null;
        await foreach (var view in client.WatchAsync(scene.Id, Cancellation))
        {
            states.Add(view.State);
            hash = view.FinalHash;
        }

        states[^1].ShouldBe("Completed");
        hash.ShouldBe(RoundTripTests.HashOf(6));
        (await client.ListAsync(Cancellation)).Single().FinalHash.ShouldBe(hash);
        (await client.GetAsync(scene.Id, Cancellation)).Rounds.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Pause_resume_and_cancel_work_over_http_and_say_what_is_wrong_in_one_line()
    {
        await using var scene = await HubScene.StartAsync();
        scene.C.Acts = m => m is not Contracts.Messages.RoundOpened;
        await using var server = await ServeAsync(scene);
        using var client = Client(scene, server);
        await client.SubmitAsync(new SubmitRequest { Id = scene.Id, Terms = scene.Terms() }, Cancellation);
        await client.PauseAsync(scene.Id, Cancellation);
        await scene.UntilAsync("Paused");
        await client.ResumeAsync(scene.Id, Cancellation);
        await scene.UntilAsync("RoundOpen");
        await client.CancelAsync(scene.Id, "enough", Cancellation);
        (await scene.UntilAsync("Cancelled")).Reason.ShouldBe("enough");
        await FailsAsync(HubError.Conflict, () => client.PauseAsync(scene.Id, Cancellation));
        await FailsAsync(HubError.NotFound, () => client.GetAsync(CollaborationId.New(), Cancellation));
        await FailsAsync(HubError.Conflict, () => client.SubmitAsync(new SubmitRequest { Id = scene.Id, Terms = scene.Terms() }, Cancellation));
        await FailsAsync(HubError.Invalid, () => client.SubmitAsync(new SubmitRequest { Terms = scene.Terms() with { Method = "unheard-of" } }, Cancellation));
        await FailsAsync(HubError.Invalid, () => client.SubmitAsync(new SubmitRequest { Terms = scene.Terms(), RecruitingSeconds = double.MaxValue }, Cancellation));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task Without_the_right_token_nothing_is_told(string? token)
    {
        await using var scene = await HubScene.StartAsync();
        await using var server = await ServeAsync(scene);
        using var http = new HttpClient { BaseAddress = server.Address };
        if (token is not null)
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        foreach (var path in new[] { "collaborations", "refusals", $"collaborations/{scene.Id}/watch", "no-such-address" })
        {
            var response = await http.GetAsync(path, Cancellation);
            response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
            (await response.Content.ReadAsStringAsync(Cancellation)).ShouldBe("""{"status":401,"detail":"The token is missing or wrong."}""");
        }
    }

    [Fact]
    public async Task Health_is_told_to_everyone()
    {
        await using var scene = await HubScene.StartAsync();
        await using var server = await ServeAsync(scene);
        using var http = new HttpClient { BaseAddress = server.Address };
        (await http.GetAsync("health/live", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await http.GetAsync("health/ready", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("{", HttpStatusCode.BadRequest)]
    [InlineData("null", HttpStatusCode.BadRequest)]
    [InlineData("""{"terms":{"method":"mean"}}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"terms":null}""", HttpStatusCode.BadRequest)]
    public async Task Garbage_is_answered_with_one_line_and_no_stack_trace(string body, HttpStatusCode status)
    {
        await using var scene = await HubScene.StartAsync();
        await using var server = await ServeAsync(scene);
        using var http = Http(scene, server);
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        var response = await http.PostAsync("collaborations", content, Cancellation);
        response.StatusCode.ShouldBe(status);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        text.ShouldNotContain("   at ");
        text.ShouldNotContain("\n");
    }

    [Fact]
    public async Task A_body_above_a_mebibyte_is_refused()
    {
        await using var scene = await HubScene.StartAsync();
        await using var server = await ServeAsync(scene);
        using var http = Http(scene, server);
        using var content = new ByteArrayContent(new byte[1024 * 1024 + 1]);
        (await http.PostAsync("collaborations", content, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task The_token_file_is_for_its_owner_alone_and_is_kept()
    {
        await using var scene = await HubScene.StartAsync();
        var token = ApiToken.ReadOrCreate(TokenFile(scene));
        token.Length.ShouldBe(64);
#pragma warning disable CA1416 // The tests run on Linux.
        File.GetUnixFileMode(TokenFile(scene)).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        ApiToken.ReadOrCreate(TokenFile(scene)).ShouldBe(token);
        File.SetUnixFileMode(TokenFile(scene), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
#pragma warning restore CA1416
        Should.Throw<HubException>(() => ApiToken.ReadOrCreate(TokenFile(scene))).Message.ShouldContain("chmod 600");
    }

    [Fact]
    public async Task The_api_says_when_its_address_is_none_and_when_its_port_is_taken()
    {
        await using var scene = await HubScene.StartAsync();
        await using var server = await ServeAsync(scene);
        await FailsAsync(HubError.Invalid, () => ServeAsync(scene, "nonsense"));
        await FailsAsync(HubError.Unreachable, () => ServeAsync(scene, server.Address.Authority));
    }

    /// <summary>192.0.2.1 is reserved for documentation (RFC 5737): no machine has it, so that no port is opened here.</summary>
    [Fact]
    public async Task Any_address_is_listened_on_where_asked_for_with_a_warning_that_the_token_is_not_encrypted_there()
    {
        await using var scene = await HubScene.StartAsync();
        using var loopback = new RecordedLog();
        await using var server = await ServeAsync(scene, loggers: loopback);
        loopback.ToString().ShouldNotContain("unencrypted");
        using var elsewhere = new RecordedLog();

        await FailsAsync(HubError.Unreachable, () => ServeAsync(scene, "192.0.2.1:8420", elsewhere));

        elsewhere.ToString().ShouldContain("The API listens on 192.0.2.1:8420, not on loopback: it speaks plain HTTP, so the bearer token travels unencrypted");
    }

    [Fact]
    public async Task A_hub_that_is_not_there_is_one_line()
    {
        using var client = new HubClient(new Uri("http://127.0.0.1:1"), "token");
        await FailsAsync(HubError.Unreachable, () => client.ListAsync(Cancellation));
    }

    private static async Task FailsAsync(HubError error, Func<Task> act)
    {
        var exception = await Should.ThrowAsync<HubException>(act);
        exception.Error.ShouldBe(error);
        exception.Message.ShouldNotContain("\n");
    }

    private static Task<HubServer> ServeAsync(HubScene scene, string listen = "127.0.0.1:0", ILoggerFactory? loggers = null) => HubServer.StartAsync(
        scene.Hub,
        new HubServerOptions { Listen = listen, TokenFile = TokenFile(scene), Loggers = loggers ?? NullLoggerFactory.Instance },
        Cancellation);

    private static string TokenFile(HubScene scene) => Path.Combine(scene.Folder, "hub.token");

    private static HubClient Client(HubScene scene, HubServer server) => new(server.Address, ApiToken.ReadOrCreate(TokenFile(scene)));

    private static HttpClient Http(HubScene scene, HubServer server)
    {
        var http = new HttpClient { BaseAddress = server.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ApiToken.ReadOrCreate(TokenFile(scene)));
        return http;
    }
}
