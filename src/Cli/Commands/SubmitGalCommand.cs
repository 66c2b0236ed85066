using System.CommandLine;
using EventCollab.Cli.Input;
using EventCollab.Cli.Options;
using EventCollab.Contracts;
using EventCollab.Learning.Methods.Gal;
using EventCollab.Orchestrator.Api;

namespace EventCollab.Cli.Commands;

/// <summary><c>submit gal</c>: begins a collaboration at a hub and prints its id.</summary>
internal static class SubmitGalCommand
{
    public static Command Create(CliContext context)
    {
        var hub = new HubOption();
        var method = new GalMethodOptions(privacyRequired: true);
        var organizations = new Option<string>("--organizations")
        {
            Required = true,
            HelpName = "N|NAMES",
            Description = "A number (org-1 .. org-N) or names with commas between; the first is the sponsor.",
        };
        var seed = new Option<long>("--seed") { HelpName = "S", Description = "Seed of everything random.", DefaultValueFactory = _ => 0 };
        var id = new Option<string?>("--id") { HelpName = "ID", Description = "The collaboration's id, so that a submission that was cut off can be repeated. Default: random." };
        var recruiting = new Option<double>("--recruiting") { HelpName = "SECONDS", Description = "How long to wait for organizations to join.", DefaultValueFactory = _ => 300 };
        var minimum = new Option<int?>("--minimum") { HelpName = "N", Description = "Organizations that must have joined by then. Default: all." };
        var command = new ExampledCommand(
            "gal",
            "Submits a GAL collaboration to a hub and prints its id.",
            "eventcollab submit gal --organizations 8 --rounds 10 --privacy none",
            "eventcollab submit gal --organizations clinic,lab,registry --rounds 20 --privacy ip --deadline 600 --quorum 2 --hub http://127.0.0.1:8420")
            .With([organizations, seed, .. method.All, id, recruiting, minimum, .. hub.All]);
        command.SetAction(async (parsed, cancellation) =>
        {
            var (members, sponsor) = OrganizationNames.Parse(parsed.GetRequiredValue(organizations));
            var request = new SubmitRequest
            {
                Id = parsed.GetValue(id) is { } text ? CollaborationIds.Parse(text) : CollaborationId.New(),
                Terms = new Terms
                {
                    Method = GalMethod.MethodName,
                    Options = GalOptions.Parse(method.Json(parsed)).ToJson(),
                    Seed = parsed.GetValue(seed),
                    Rounds = method.Rounds(parsed),
                    Organizations = members,
                    Sponsor = sponsor,
                },
                RecruitingSeconds = parsed.GetValue(recruiting),
                MinimumOrganizations = parsed.GetValue(minimum),
            };
            using var client = hub.Connect(parsed, context);
            var view = await client.SubmitAsync(request, cancellation);
            await context.Output.WriteLineAsync(view.Id.ToString());
        });
        return command;
    }
}
