using System.CommandLine;
using EventCollab.Cli.Options;
using EventCollab.Cli.Running;
using EventCollab.Contracts;
using EventCollab.Learning.Data.Folders;
using EventCollab.Learning.Models;
using EventCollab.OrgAgent;

namespace EventCollab.Cli.Commands;

/// <summary><c>agent</c>: one organization's agent.</summary>
internal static class AgentCommand
{
    public static Command Create(CliContext context)
    {
        var service = new ServiceOptions(null);
        var name = new Option<string>("--organization") { Required = true, HelpName = "NAME", Description = "The organization's name." };
        var data = new Option<string>("--data") { Required = true, HelpName = "DIR", Description = "The organization's folder, as 'eventcollab data split' writes it." };
        var model = new Option<string?>("--local-model")
        {
            HelpName = "MODEL",
            Description = $"The organization's own choice of a model, whatever the terms say; nobody else learns of it: {LocalModelNames.All}. Default: the terms'.",
        }.OnlyModels();
        var compute = new ComputeOptions();
        var command = new ExampledCommand(
            "agent",
            "Runs one organization's agent: it only dials out, trains on its own columns, and logs what leaves the building.",
            "eventcollab agent --organization org-1 --data parts/org-1 --transport amqp://org-1:secret@broker.example:5672/",
            "eventcollab agent --organization org-1 --data parts/org-1 --local-model cnn --device auto --transport amqps://org-1:secret@broker.example:5671/")
            .With([name, data, model, .. compute.All, .. service.All]);
        command.SetAction((parsed, cancellation) =>
        {
            var organization = Organization(parsed.GetRequiredValue(name));
            var local = OrganizationFolder.Read(Path.GetFullPath(parsed.GetRequiredValue(data), context.Folder));
            var own = LocalModelNames.Kind(parsed.GetValue(model));
            if (own is { } chosen)
            {
                // Here, where it stays among us: the collaboration's hub learns nothing of the choice.
                LocalLearners.Require(chosen, local.Training.Shape, organization.Value);
                LocalLearners.RequireLibrary(chosen);
            }

            var transport = service.Transport(parsed, context);
            var folder = service.Folder(parsed, context, Path.Combine("runs", organization.Value));
            return ServiceProcess.RunAsync(
                context,
                transport,
                folder,
                loggers => Agent.Open(new AgentOptions
                {
                    Organization = organization,
                    Names = transport.Names,
                    Folder = folder,
                    Data = local,
                    Compute = compute.Read(parsed),
                    LocalModel = own,
                    Methods = Methods.Create(),
                    Loggers = loggers,
                    Time = context.Time,
                }),
                (_, _) =>
                {
                    ServiceProcess.SayReady(context, $"agent of {organization} ({local.Description}{(local.Targets is null ? string.Empty : " and the target")}{(own is null ? string.Empty : $"; fits {LocalLearners.NameOf(own.Value)}, its own choice")})", transport);
                    return Task.FromResult<IAsyncDisposable?>(null);
                },
                failure: null,
                cancellation);
        });
        return command;
    }

    private static OrganizationId Organization(string name)
    {
        try
        {
            return new OrganizationId(name);
        }
        catch (FormatException error)
        {
            throw new CliException(error.Message, error);
        }
    }
}
