using EventCollab.Cli.Input;
using EventCollab.Cli.Running;
using EventCollab.Learning.Data;

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
            $"{organizations} organizations hold {string.Join(", ", data.Organizations.Select(Held))} {(data.Organizations[0].Training.Shape.Count == 1 ? "columns" : "pixels")}; the first is the sponsor and alone has the target",
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

    private static string Held(OrganizationData organization) =>
        organization.Training.Shape.Count == 1 ? $"{organization.Training.Columns}" : string.Join("x", organization.Training.Shape);

    private static string Protection(string privacy) => privacy switch
    {
        "none" => "the broadcast residuals are NOT protected (--privacy none): every organization can read off the training labels",
        "ip" => "the broadcast residuals are protected by interval privacy",
        _ => "the broadcast residuals are protected by Laplace noise",
    };
}
