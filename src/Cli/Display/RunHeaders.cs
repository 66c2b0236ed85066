using EventCollab.Cli.Input;
using EventCollab.Cli.Running;
using EventCollab.Learning.Data;
using EventCollab.Learning.Methods.Gal;
using EventCollab.Learning.Models;
using EventCollab.Torch;

namespace EventCollab.Cli.Display;

/// <summary>Says what a run is before it begins, and what its user should know.</summary>
internal static class RunHeaders
{
    public static RunHeader Of(GalRequest request, PartitionedData data, RunFolder folder)
    {
        var (dataset, organizations) = (data.Dataset, data.Organizations.Count);
        List<string> notes =
        [
            $"{dataset.Task.ToString().ToLowerInvariant()} (rule: {dataset.TaskRule}); {data.Split.Training.Count} rows train, {data.Split.Evaluation.Count} evaluate",
            $"{organizations} organizations hold {Held(data)}; the first is the sponsor and alone has the target",
            Fitted(request),
            Protection(request.Privacy),
            $"transport {TransportAddress.WithoutPassword(request.Transport.Address)}",
        ];
        if (dataset.Synthetic)
        {
            notes.Insert(0, "MADE-UP DATA: no real table was found (--data-root or EVENTCOLLAB_DATA name its folder); results mean nothing");
        }

        if (dataset.Caution is { } caution)
        {
            notes.Insert(0, $"{dataset.Name}: {caution}");
        }

        if (folder.Kept)
        {
            notes.Add($"run folder {folder.Path}");
        }

        return new RunHeader($"gal on {dataset.Name}", notes, request.Rounds, dataset.Metric);
    }

    private static string Held(PartitionedData data)
    {
        var what = data.Organizations[0].Training.Shape.Count == 1 ? "columns" : "pixels";
        var one = data.Organizations.All(organization => organization.Training.Shape is [1]);
        var sizes = data.Organizations.Select(organization => string.Join("x", organization.Training.Shape)).ToList();
        return sizes.Count > 1 && sizes.Distinct().Count() == 1 ? $"{sizes[0]} {(one ? "column" : what)} each" : $"{string.Join(", ", sizes)} {what}";
    }

    private static string Fitted(GalRequest request)
    {
        var options = GalOptions.Parse(request.Options);
        var models = options.LocalModelMix.Count == 0 ? LocalLearners.NameOf(options.LocalModel) : $"{string.Join(", ", options.LocalModelMix.Select(LocalLearners.NameOf))} in blocks of organizations";
        var others = string.Concat(options.LocalModels.Select(choice => $", {choice.Key} {LocalLearners.NameOf(choice.Value)}"));
        IEnumerable<LocalModelKind> kinds = [.. options.LocalModelMix.DefaultIfEmpty(options.LocalModel), .. options.LocalModels.Values];
        var networks = kinds.Any(kind => LocalLearners.Epochs(kind) is not null);
        var epochs = networks && options.Epochs is { } given ? $", {given} epoch{(given == 1 ? string.Empty : "s")}" : string.Empty;
        return $"each fits {models}{others}{epochs} on {(networks ? Device(request.Compute.Device) : "cpu")}{(options.DeepModelSharing ? ", one extractor for all rounds" : string.Empty)}";
    }

    private static string Device(string setting) => setting == "auto" ? $"auto: {TorchDevice.Choose(setting)}" : setting;

    private static string Protection(string privacy) => privacy switch
    {
        "none" => "the broadcast residuals are NOT protected (--privacy none): every organization can read off the training labels",
        "ip" => "the broadcast residuals are protected by interval privacy",
        _ => "the broadcast residuals are protected by Laplace noise",
    };
}
