using System.Globalization;
using EventCollab.Learning.Data;
using EventCollab.Learning.Data.Partitions;
using Spectre.Console;

namespace EventCollab.Cli.Display;

/// <summary>Who holds what: rows and columns, and of classes how many training rows each.</summary>
internal static class HoldingsTable
{
    private const int MostClasses = 12;
    private const int LongestHolding = 40;

    public static Table Of(PartitionedData data, IReadOnlyList<string> folders)
    {
        var texts = data.ClassNames;
        var counted = texts is { Count: <= MostClasses };
        var table = new Table().Border(TableBorder.Simple).AddColumn("folder").AddColumn("holds")
            .AddColumn(new TableColumn("train").RightAligned()).AddColumn(new TableColumn("test").RightAligned());
        foreach (var name in counted ? texts! : [])
        {
            table.AddColumn(new TableColumn(Markup.Escape(name)).RightAligned());
        }

        var groups = GroupPartitioner.Names(data.Dataset.Samples);
        foreach (var (index, (organization, folder)) in data.Organizations.Zip(folders).Index())
        {
            var group = groups.Count > 0 ? $"{groups[index]}: " : string.Empty;
            string[] counts = counted ? Counts(organization.Targets, texts!.Count) : [];
            table.AddRow([
                Markup.Escape(folder), Markup.Escape(group + Shortened(organization)), Text(organization.TrainingIds.Count), Text(organization.EvaluationIds.Count), .. counts]);
        }

        return table;
    }

    private static string[] Counts(Learning.Targets? targets, int classes)
    {
        if (targets is null)
        {
            return [.. Enumerable.Repeat("-", classes)];
        }

        var counts = new int[classes];
        foreach (var target in targets.Training)
        {
            counts[(int)target]++;
        }

        return [.. counts.Select(Text)];
    }

    private static string Shortened(OrganizationData organization)
    {
        var text = organization.Description;
        return $"{(text.Length <= LongestHolding ? text : $"{text[..LongestHolding]}...)")}{(organization.Targets is null ? string.Empty : " and the target")}";
    }

    private static string Text(int count) => count.ToString(CultureInfo.InvariantCulture);
}
