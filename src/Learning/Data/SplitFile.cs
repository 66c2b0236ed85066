using System.Text.Json;
using System.Text.Json.Serialization;
using EventCollab.Learning.Data.Partitions;
using EventCollab.Learning.Data.Tables;

namespace EventCollab.Learning.Data;

/// <summary>
/// A fixed split, and optionally who holds what, as JSON: <c>train</c> and <c>test</c> row numbers and <c>blocks</c> of
/// feature column numbers, one per organization; all count from 0, target and id columns are not counted.
/// </summary>
public sealed record SplitFile
{
    private static readonly JsonSerializerOptions Format = new() { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    [JsonPropertyName("train")]
    public required IReadOnlyList<int> Train { get; init; }

    [JsonPropertyName("test")]
    public required IReadOnlyList<int> Test { get; init; }

    [JsonPropertyName("blocks")]
    public IReadOnlyList<IReadOnlyList<int>>? Blocks { get; init; }

    /// <exception cref="DataException">The file is not there, is no such JSON, or does not fit the samples.</exception>
    public static SplitFile Read(string path, ISamples samples, int organizations)
    {
        try
        {
            using var stream = File.OpenRead(path);
            var split = JsonSerializer.Deserialize<SplitFile>(stream, Format) ?? throw new DataException($"{path}: the file holds null; an object with train and test is needed.");
            split.Check(path, samples, organizations);
            return split;
        }
        catch (JsonException error)
        {
            throw new DataException($"{path}: line {(error.LineNumber ?? 0) + 1}: not a split (an object with 'train' and 'test' row numbers and optionally 'blocks'): {error.Message.ReplaceLineEndings(" ")}", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"{path}: cannot be read: {error.Message.ReplaceLineEndings(" ")}", error);
        }
    }

    public TrainTestSplit Split => new(Train, Test);

    /// <summary>Null where the file leaves it to the run's seed.</summary>
    public ColumnPartition? Partition => Blocks is null ? null : new ColumnPartition([.. Blocks.Select(block => new ColumnBlock(block))]);

    private void Check(string path, ISamples samples, int organizations)
    {
        if (Train is not { Count: >= 2 } || Test is not { Count: >= 1 })
        {
            throw new DataException($"{path}: 'train' needs at least 2 row numbers and 'test' at least 1.");
        }

        CheckNumbers(path, "row", samples.Rows, [("train", Train), ("test", Test)]);
        if (Blocks is null)
        {
            return;
        }

        if (samples is not Table && samples.Shape.Count > 1)
        {
            throw new DataException($"{path}: 'blocks' are columns of a table; images are divided into patches, so leave 'blocks' out.");
        }

        if (Blocks.Count != organizations)
        {
            throw new DataException($"{path}: 'blocks' has {Blocks.Count} blocks for {organizations} organizations; give one block for each.");
        }

        CheckNumbers(path, "column", ColumnBlock.All(samples).Count, [.. Blocks.Select((block, index) => ($"blocks[{index}]", block))]);
    }

    private static void CheckNumbers(string path, string kind, int count, IReadOnlyList<(string Name, IReadOnlyList<int>? Numbers)> lists)
    {
        var owner = new string?[count];
        foreach (var (name, numbers) in lists)
        {
            if (numbers is not { Count: > 0 })
            {
                throw new DataException($"{path}: '{name}' is empty; it needs at least one {kind} number.");
            }

            foreach (var number in numbers)
            {
                if (number < 0 || number >= count)
                {
                    throw new DataException($"{path}: '{name}' has {kind} {number}; the table's {kind}s are 0 .. {count - 1}.");
                }

                if (owner[number] is { } earlier)
                {
                    throw new DataException($"{path}: {kind} {number} is in '{earlier}' and again in '{name}'; each may occur once.");
                }

                owner[number] = name;
            }
        }
    }
}
