using System.CommandLine;
using System.Text.Json.Nodes;
using EventCollab.Cli.Input;
using EventCollab.Cli.Options;
using EventCollab.Contracts;
using EventCollab.Learning.Methods.Gal;
using EventCollab.Learning.Methods.Gal.Prediction;
using EventCollab.Orchestrator.Api;
using EventCollab.Orchestrator.Views;

namespace EventCollab.Cli.Commands;

/// <summary><c>submit gal-predict</c>: begins the prediction that continues a finished training and prints its id.</summary>
internal static class SubmitGalPredictCommand
{
    public static Command Create(CliContext context)
    {
        var hub = new HubOption();
        var training = new Option<string>("--collaboration") { Required = true, HelpName = "ID", Description = "The finished GAL collaboration whose models predict." };
        var weight = new Option<double?>("--minimum-weight") { HelpName = "X", Description = "Least share of the weights that must be present. Default 0.2." };
        var quorum = new Option<int?>("--quorum") { HelpName = "N", Description = "Contributions that are enough when the deadline has passed. Default 1." };
        var deadline = new Option<double?>("--deadline") { HelpName = "SECONDS", Description = "How long to wait for more than the quorum. Default: no deadline." };
        var id = new Option<string?>("--id") { HelpName = "ID", Description = "The prediction's own id, so that a submission that was cut off can be repeated. Default: random." };
        var recruiting = new Option<double>("--recruiting") { HelpName = "SECONDS", Description = "How long to wait for organizations to join.", DefaultValueFactory = _ => 300 };
        var minimum = new Option<int?>("--minimum") { HelpName = "N", Description = "Organizations that must have joined by then. Default: all." };
        var command = new ExampledCommand(
            "gal-predict",
            "Submits the prediction that continues a finished GAL collaboration, with its organizations, and prints its id.",
            "eventcollab submit gal-predict --collaboration 0198c0de00007000800000000000a001",
            "eventcollab submit gal-predict --collaboration 0198c0de00007000800000000000a001 --recruiting 30 --minimum 2 --deadline 60")
            .With([training, weight, quorum, deadline, id, recruiting, minimum, .. hub.All]);
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = hub.Connect(parsed, context);
            var trained = await client.GetAsync(CollaborationIds.Parse(parsed.GetRequiredValue(training)), cancellation);
            var options = Options(trained);
            Add(options, "minimumWeight", parsed.GetValue(weight));
            Add(options, "quorum", parsed.GetValue(quorum));
            Add(options, "deadlineSeconds", parsed.GetValue(deadline));
            var json = options.ToJsonString();
            GalPredictOptions.Parse(json);
            var request = new SubmitRequest
            {
                Id = parsed.GetValue(id) is { } text ? CollaborationIds.Parse(text) : CollaborationId.New(),
                Terms = trained.Terms with { Method = GalPredictMethod.MethodName, Options = json, Rounds = 1 },
                RecruitingSeconds = parsed.GetValue(recruiting),
                MinimumOrganizations = parsed.GetValue(minimum),
            };
            var view = await client.SubmitAsync(request, cancellation);
            await context.Output.WriteLineAsync(view.Id.ToString());
        });
        return command;
    }

    private static JsonObject Options(CollaborationView trained)
    {
        if (trained.Terms.Method != GalMethod.MethodName)
        {
            throw new CliException($"collaboration {trained.Id} is of the method {trained.Terms.Method}; only one of {GalMethod.MethodName} has models to predict with.");
        }

        return trained.FinalHash is { } state
            ? new JsonObject
            {
                ["collaboration"] = trained.Id.ToString(),
                ["state"] = state.ToString(),
                ["training"] = JsonNode.Parse(trained.Terms.Options),
            }
            : throw new CliException($"collaboration {trained.Id} has no final state ({trained.State}); predict when it is Completed or Converged.");
    }

    private static void Add(JsonObject options, string name, JsonNode? value)
    {
        if (value is not null)
        {
            options[name] = value;
        }
    }
}
